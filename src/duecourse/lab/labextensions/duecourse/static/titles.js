// In the list of files a lesson has its whole title, in its own language, in place of its file's name.
import { words } from "./words.js";

const LESSON = /(?:^|\/)(\w+)\/\d+_(\w+)\.ipynb$/;

function titleOf(path) {
  const [, language, name] = LESSON.exec(path) ?? [];
  return words[language]?.lessons[name];
}

export function nameByTitle(browser) {
  const renderer = browser.listing?.renderer;
  if (!renderer) return;
  const plain = renderer.updateItemNode;
  renderer.updateItemNode = function (node, model, ...more) {
    plain.call(this, node, model, ...more);
    const title = titleOf(model.path);
    node.classList.toggle("dc-lesson-file", Boolean(title));
    if (title) node.querySelector(".jp-DirListing-itemText span").textContent = title;
  };
}
