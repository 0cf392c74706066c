// Python in a worker: Pyodide and the wheels are served beside this file.
import { loadPyodide } from "./vendor/pyodide/pyodide.mjs";

const beside = (path) => new URL(path, import.meta.url).href;

// Runs a cell like a notebook: what prints, then the value of the last line; an error as Python words it.
const CELL = `
import contextlib, io, traceback
from pyodide.code import eval_code

def cell(source, names=globals().setdefault("reader", {"__name__": "__main__"})):
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        try:
            value = eval_code(source, names, filename="<your question>")
            if value is not None:
                print(repr(value))
        except BaseException as error:
            for line in traceback.format_exception_only(error):
                print(line, end="")
    return out.getvalue()
cell
`;

const say = (status, more = {}) => self.postMessage({ status, ...more });

async function ready() {
  const python = await loadPyodide({ indexURL: beside("vendor/pyodide/") });
  say("Unpacking the library");
  for (const name of await (await fetch(beside("vendor/wheels.json"))).json()) {
    const answer = await fetch(beside(`vendor/wheels/${name}`));
    if (!answer.ok) throw new Error(`${name} was not found`);
    python.unpackArchive(await answer.arrayBuffer(), "wheel");
  }
  python.runPython("import importlib; importlib.invalidate_caches()");
  return python.runPython(CELL);
}

const started = ready();

self.addEventListener("message", async ({ data }) => {
  try {
    const cell = await started;
    say("Working");
    const text = cell(data);
    say("Done", { text: text || "(nothing was printed)", done: true });
  } catch (error) {
    say(`Python could not be started: ${error.message}`, { done: true });
  }
});
