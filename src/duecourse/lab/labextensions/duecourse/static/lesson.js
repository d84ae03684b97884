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
  constructor(app, panel, { CodeCell, Dialog, Widget }) {
    const { name, language } = about(panel);
    this.panel = panel;
    this.session = panel.sessionContext;
    this.execute = CodeCell.execute;
    this.closeDialogs = () => Dialog.flush();
    this.round = 0; // a start that is overtaken by another one stops
    const title = words[language].lessons[name] ?? "";
    this.bar = new Bar(words[language], title, {
      start: () => this.start(),
      showCode: (shown) => panel.toggleClass("dc-code-shown", shown),
    });
    panel.contentHeader.addWidget(new Widget({ node: this.bar.node }));
    this.bar.onGrown = () => panel.contentHeader.fit();
    panel.title.label = title || panel.title.label;
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
    if (!GONE.has(status) || this.mending) return;
    this.stopped();
    // JupyterLab asks for a click on "appears to have died": the bar says it more calmly
    if (status === "autorestarting") setTimeout(this.closeDialogs);
  }

  stopped() {
    this.round += 1;
    this.show("stopped");
    this.codeCells().forEach(asleep);
  }

  show(state) {
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
