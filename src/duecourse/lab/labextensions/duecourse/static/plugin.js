// The plugin: every lesson that is opened starts by itself, and lessons bear their titles in the list of files.
import { Lesson, isLesson } from "./lesson.js";
import { nameByTitle } from "./titles.js";

const NARROW = 760; // pixels: beside the side bar a lesson would have no room

export default async function make(shared) {
  const { INotebookTracker } = await shared("@jupyterlab/notebook");
  const { IDefaultFileBrowser } = await shared("@jupyterlab/filebrowser");
  const { CodeCell } = await shared("@jupyterlab/cells");
  const { Dialog } = await shared("@jupyterlab/apputils");
  const { Widget } = await shared("@lumino/widgets");

  return {
    id: "duecourse:lessons",
    autoStart: true,
    requires: [INotebookTracker],
    optional: [IDefaultFileBrowser],
    activate(app, tracker, browser) {
      dress();
      const opened = async (panel) => {
        await panel.context.ready;
        if (panel.isDisposed || !isLesson(panel)) return;
        if (window.innerWidth < NARROW) app.shell.collapseLeft?.();
        const lesson = new Lesson(app, panel, { CodeCell, Dialog, Widget });
        await lesson.open();
      };
      const open = (panel) => opened(panel).catch((reason) => console.error(reason));
      tracker.forEach(open);
      tracker.widgetAdded.connect((_, panel) => open(panel));
      if (browser) nameByTitle(browser);
    },
  };
}

function dress() {
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = new URL("style.css", import.meta.url).href;
  document.head.append(sheet);
}
