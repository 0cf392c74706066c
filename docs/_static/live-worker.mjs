// Python in a worker: Pyodide and the wheels are served beside this file.
import { loadPyodide } from "./vendor/pyodide/pyodide.mjs";

const beside = (path) => new URL(path, import.meta.url).href;

// Runs a cell like a notebook: what prints, then the value of the last line. An error is shown with the lines of
// the reader's code that led to it, without those of the library.
const CELL = `
import contextlib, io, linecache, time, traceback
from pyodide.code import eval_code, find_imports

RUNS = []  # the names of what was run, as tracebacks show them
MOST = 200_000  # so many characters are shown

class Output(io.TextIOBase):
    """Passes text on as it is printed, at most ten times a second."""

    def __init__(self, send):
        self.send, self.parts, self.sent, self.room = send, [], 0.0, MOST

    def write(self, text):
        if self.room > 0:
            self.parts.append(text[: self.room])
            self.room -= len(text)
            if self.room <= 0:
                self.parts.append("\\n(what follows is not shown)\\n")
            if time.monotonic() - self.sent > 0.1:
                self.flush()
        return len(text)

    def flush(self):
        if self.parts:
            self.send("".join(self.parts))
        self.parts, self.sent = [], time.monotonic()

def cell(source, send, names=globals().setdefault("reader", {"__name__": "__main__"})):
    RUNS.append(f"<run {len(RUNS) + 1}>")
    linecache.cache[RUNS[-1]] = len(source), None, source.splitlines(True), RUNS[-1]
    out, picture, line = Output(send), None, 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        try:
            value = eval_code(source, names, filename=RUNS[-1])
            if hasattr(value, "_repr_svg_"):
                picture = value._repr_svg_()
            elif value is not None:
                print(repr(value))
        except BaseException as error:
            own = [each for each in traceback.extract_tb(error.__traceback__) if each.filename in RUNS]
            here = [each.lineno for each in own if each.filename == RUNS[-1]]
            line = here[-1] if here else getattr(error, "lineno", 0)
            print(*traceback.format_list(own), *traceback.format_exception_only(error), sep="", end="")
    out.flush()
    return picture, line
cell
`;

const say = (message) => self.postMessage(message);
let more = {}; // wheels that are loaded once code imports them, by the name of the module

async function unpack(python, names) {
  for (const name of names) {
    const answer = await fetch(beside(`vendor/wheels/${name}`));
    if (!answer.ok) throw new Error(`${name} was not found`);
    python.unpackArchive(await answer.arrayBuffer(), "wheel");
  }
  python.runPython("import importlib; importlib.invalidate_caches()");
}

async function ready() {
  const python = await loadPyodide({ indexURL: beside("vendor/pyodide/") });
  say({ state: "Unpacking the library" });
  const wheels = await (await fetch(beside("vendor/wheels.json"))).json();
  await unpack(python, wheels.always);
  more = wheels.imported;
  return { python, cell: python.runPython(CELL), imports: python.globals.get("find_imports") };
}

// What Python answers, copied, so that Python need not keep it.
function taken(proxy) {
  const copy = proxy.toJs();
  proxy.destroy();
  return copy;
}

async function extend({ python, imports }, source) {
  for (const name of taken(imports(source)).filter((each) => more[each])) {
    say({ state: `Loading ${name}` });
    try {
      await unpack(python, more[name]);
    } catch (error) {
      throw new Error(`${name} could not be loaded: ${error.message}`);
    }
    delete more[name];
  }
}

const started = ready();

self.addEventListener("message", async ({ data }) => {
  let loaded;
  try {
    loaded = await started;
  } catch (error) {
    say({ broken: `Python could not be started: ${error.message}` });
    return;
  }
  try {
    await extend(loaded, data);
  } catch (error) {
    say({ state: error.message, done: true });
    return;
  }
  say({ state: "Working" });
  try {
    let printed = false;
    const [picture, line] = taken(loaded.cell(data, (text) => { printed = true; say({ text }); }));
    const text = printed || picture ? "" : "(nothing was printed)";
    say({ state: line ? `Error in line ${line}` : "Done", text, picture, line, done: true });
  } catch (error) {
    say({ broken: `Python has failed: ${error.message}` });
  }
});
