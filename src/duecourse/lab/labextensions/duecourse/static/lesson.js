// One lesson on the page. It starts when it is opened, from the top; code is folded; what doesn't run isn't shown
// as if it did; and where its kernel is gone, one calm bar says so and starts it again.
import { Bar } from "./bar.js";
import { follow } from "./links.js";
import { words } from "./words.js";

const GONE = new Set(["restarting", "autorestarting", "dead", "terminating"]);
const KEY = "duecourse"; // in the metadata of a lesson's notebook

export function isLesson(panel) {
  return words[about(panel).language] !== undefined;
}

function about(panel) {
  return panel.content.model?.getMetadata(KEY) ?? {};
}

export class Lesson {
  constructor(app, panel, { CodeCell, Dialog, NotebookActions, Widget }) {
    const { name, language } = about(panel);
    this.panel = panel;
    this.session = panel.sessionContext;
    this.execute = CodeCell.execute;
    this.executed = NotebookActions.executed;
    this.closeDialogs = () => Dialog.tracker.forEach((dialog) => dialog.reject());
    this.round = 0; // a start that is overtaken by another one stops
    const title = words[language].lessons[name] ?? "";
    this.bar = new Bar(words[language], title, {
      start: () => this.start(),
      showCode: (shown) => panel.toggleClass("dc-code-shown", shown),
    });
    panel.contentHeader.addWidget(new Widget({ node: this.bar.node }));
    this.bar.onGrown = () => panel.contentHeader.fit();
    panel.addClass("dc-lesson");
    this.links = (event) => follow(event, app, panel);
    panel.content.node.addEventListener("click", this.links);
  }

  async open() {
    this.show("starting");
    await this.session.ready;
    this.session.statusChanged.connect((_, status) => this.hear(status));
    this.session.kernelChanged.connect((_, { newValue }) => newValue || this.stopped());
    this.session.connectionStatusChanged.connect((_, status) => status === "disconnected" && this.stopped());
    this.executed.connect((_, { notebook, cell }) => notebook === this.panel.content && this.ranAlone(cell));
    await this.start();
  }

  codeCells() {
    return this.panel.content.widgets.filter((cell) => cell.model.type === "code" && cell.model.sharedModel.source.trim());
  }

  // Runs every cell, one after the other: what is moved on the page meanwhile is heard in between.
  async start() {
    const round = ++this.round;
    this.show("starting");
    const cells = this.codeCells();
    cells.forEach(asleep);
    if (!(await this.hasKernel())) return this.stopped();
    for (const [number, cell] of cells.entries()) {
      this.bar.count(number, cells.length);
      let reply;
      try {
        reply = await this.execute(cell, this.session);
      } catch {
        reply = undefined; // the kernel went, or the cell; its own output says what a cell's code did wrong
      }
      if (round !== this.round || this.panel.isDisposed) return;
      if (reply?.content.status !== "ok") return this.stopped();
      awake(cell);
    }
    this.show("running");
  }

  get kernel() {
    return this.session.session?.kernel?.id;
  }

  async hasKernel() {
    if (this.kernel && !GONE.has(this.session.session.kernel.status)) return true;
    this.mending = true;
    try {
      await this.session.restartKernel(); // starts one where there is none
    } catch {
      return false; // the server has stopped too, and JupyterLab says so itself
    } finally {
      this.mending = false;
    }
    return Boolean(this.kernel);
  }

  hear(status) {
    if (status === "idle" && this.state === "stopped") this.prepare();
    if (!GONE.has(status) || this.mending) return;
    this.stopped();
    // JupyterLab asks for a click on "appears to have died": the bar says it more calmly
    if (status === "autorestarting") setTimeout(this.closeDialogs);
  }

  // A kernel that has begun anew knows nothing yet: with the lesson's first cell run unseen, a person may run any
  // one cell, in any order.
  prepare() {
    if (this.isPrepared) return;
    this.isPrepared = true;
    const code = this.codeCells()[0]?.model.sharedModel.source;
    const begun = this.session.session?.kernel?.requestExecute({ code, silent: true, store_history: false });
    begun?.done.catch(() => {}); // the kernel went once more, and will be heard of
  }

  ranAlone(cell) {
    if (cell.model.type !== "code" || this.state === "starting") return;
    awake(cell);
    if (this.codeCells().every((one) => !one.outputArea.node.inert)) this.show("running");
  }

  stopped() {
    this.round += 1;
    this.isPrepared = false;
    this.show("stopped");
    this.codeCells().forEach(asleep);
  }

  show(state) {
    this.state = state;
    this.panel.node.dataset.dcState = state;
    this.bar.show(state);
  }
}

// `inert`: neither the mouse nor the keyboard nor a screen reader meets what would not answer.
function asleep(cell) {
  cell.outputArea.node.inert = true;
}

function awake(cell) {
  cell.outputArea.node.inert = false;
}
