// The live page: code is written here and run in a worker, so that the page never freezes and any run can be stopped.
"use strict";

const EXAMPLES = window.FTZ_EXAMPLES;
const by = (id) => document.getElementById(`live-${id}`);
let worker = null; // Python, once it was started
let failed = 0; // the line of the last error

const status = (text) => { by("status").textContent = text; };

function start() {
  const here = document.documentElement.dataset.content_root || "./";
  worker = new Worker(new URL(`${here}_static/live-worker.mjs`, document.baseURI), { type: "module" });
  worker.addEventListener("message", ({ data }) => hear(data));
  worker.addEventListener("error", (event) => end(`Python could not be started: ${event.message || "its files were not found"}`));
}

function hear({ state, text, picture, line, done, broken }) {
  if (text) by("output").append(text);
  if (picture) {
    // as a picture, and not as part of the page: what code from a shared address draws cannot act here
    by("picture").src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(picture)}`;
    by("figure").hidden = false;
  }
  if (line) {
    failed = line;
    by("line").textContent = `Go to line ${line}`;
    by("line").hidden = false;
  }
  if (state) status(state);
  if (done) running(false);
  if (broken) end(broken);
}

function running(is) {
  by("run").disabled = is;
  by("stop").disabled = !is;
}

// Python cannot be asked to stop while it works, nor repaired: its worker is ended, and the next run starts another.
function end(text) {
  worker?.terminate();
  worker = null;
  status(text);
  running(false);
}

function run() {
  if (by("run").disabled) return;
  running(true);
  by("output").textContent = "";
  by("figure").hidden = true;
  by("line").hidden = true;
  history.replaceState(null, "", address());
  if (worker === null) {
    start();
    status("Loading Python");
  } else status("Working");
  worker.postMessage(by("code").value);
}

// The name of the example that is shown unchanged.
const shown = () => Object.keys(EXAMPLES).find((key) => EXAMPLES[key].code === by("code").value) ?? "";

// The address keeps the code: the name of an unchanged example, otherwise the text itself as base64 for addresses.
function address() {
  const code = by("code").value;
  const example = shown();
  if (example) return `#example=${example}`;
  const bytes = Array.from(new TextEncoder().encode(code), (byte) => String.fromCharCode(byte)).join("");
  return `#code=${btoa(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")}`;
}

function restore() {
  const given = new URLSearchParams(location.hash.slice(1));
  let code = EXAMPLES[given.get("example")]?.code;
  try {
    if (given.has("code")) {
      const bytes = atob(given.get("code").replaceAll("-", "+").replaceAll("_", "/"));
      code = new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(bytes, (each) => each.charCodeAt(0)));
    }
    if (code !== undefined) status("The code of this address is below. Run it to see its answer.");
  } catch {
    status("The code in this address is damaged; an example is shown instead.");
  }
  by("code").value = code ?? Object.values(EXAMPLES)[0].code;
  by("example").value = shown();
}

function goToLine() {
  const lines = by("code").value.split("\n");
  const from = lines.slice(0, failed - 1).join("\n").length + (failed > 1 ? 1 : 0);
  by("code").focus();
  by("code").setSelectionRange(from, from + (lines[failed - 1] ?? "").length);
}

by("example").append(...Object.entries(EXAMPLES).map(([key, { title }]) => new Option(title, key)));
by("example").addEventListener("change", () => { by("code").value = EXAMPLES[by("example").value].code; });
by("code").addEventListener("input", () => { by("example").value = shown(); });
by("run").addEventListener("click", run);
by("stop").addEventListener("click", () => end("Stopped. Names are forgotten; the next run starts Python anew."));
by("line").addEventListener("click", goToLine);
by("code").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); run(); }
});
addEventListener("hashchange", restore);
restore();
