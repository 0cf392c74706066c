// The live page: a question is typed here and answered in a worker, so that the page never freezes.
"use strict";

const EXAMPLES = {
  total: `import anhui_ftz as ftz

ds = ftz.load()
areas = [ftz.latest(ds, area.id, "area") for area in ds.areas if area.zone == "anhui-ftz"]
print(ftz.explain(ftz.total(ds, areas)))`,
  linkages: `import anhui_ftz as ftz

ds = ftz.load()
for link in ftz.linkages(ds, of="anhui-ftz", status="signed", on="2021-01-25"):
    for each in link.evidence:
        print(link.a, "-", link.b, ":", each.cooperation.name)`,
  refusal: `import anhui_ftz as ftz

ds = ftz.load()
ftz.total(ds, [ds.get("ah-obs-001"), ds.get("ah-obs-004"), ds.get("ah-obs-012")])`,
  working: `import anhui_ftz as ftz

ds = ftz.load()
print(ftz.explain(ftz.density(ds.get("ah-obs-010"), ds.get("ah-obs-001"))))`,
  chinese: `import anhui_ftz as ftz

ds = ftz.load()
print(ftz.briefing(ds, ftz.find(ds, "芜湖片区"), "zh").text)`,
};

const by = (id) => document.getElementById(`live-${id}`);
let worker = null;
let asked = 0;

function start() {
  const here = document.documentElement.dataset.content_root || "./";
  const program = new URL(`${here}_static/live-worker.mjs`, document.baseURI);
  worker = new Worker(program, { type: "module" });
  worker.addEventListener("message", ({ data }) => {
    by("status").textContent = data.status;
    if (data.text !== undefined) by("output").textContent = data.text;
    if (data.done) by("run").disabled = false;
  });
  worker.addEventListener("error", (event) => {
    by("status").textContent = `Python could not be started: ${event.message || "its files were not found"}`;
    by("run").disabled = false;
    worker = null;
  });
}

function run() {
  if (by("run").disabled) return;
  by("run").disabled = true;
  by("output").textContent = "";
  if (worker === null) start();
  asked += 1;
  by("status").textContent = asked === 1 ? "Fetching Python" : "Working";
  worker.postMessage(by("code").value);
}

by("example").addEventListener("change", () => { by("code").value = EXAMPLES[by("example").value]; });
by("run").addEventListener("click", run);
by("code").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); run(); }
});
by("code").value = EXAMPLES.total;
