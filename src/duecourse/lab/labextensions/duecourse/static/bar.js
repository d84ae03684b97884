// The line above a lesson: which it is, how it stands with it, and its code for the curious.
export class Bar {
  constructor(words, title, { start, showCode }) {
    this.words = words;
    this.node = document.createElement("div");
    this.line = part("div", "dc-lesson-bar", "");
    this.line.lang = words.tag;
    const heading = part("span", "dc-lesson-title", title);
    this.said = part("span", "dc-lesson-said", "");
    this.said.setAttribute("role", "status");
    this.again = part("button", "dc-lesson-again", words.start_again);
    this.again.addEventListener("click", start);
    this.code = part("button", "dc-lesson-code", words.show_code);
    this.code.setAttribute("aria-pressed", "false");
    this.code.addEventListener("click", () => {
      const shown = this.code.getAttribute("aria-pressed") !== "true";
      this.code.setAttribute("aria-pressed", String(shown));
      showCode(shown);
    });
    this.line.append(heading, this.said, this.again, this.code);
    this.node.append(this.line);
    // the page gives it the height that its style asks for, and no more where a narrow window needs two lines
    this.onGrown = () => {};
    new ResizeObserver(() => {
      this.node.style.minHeight = `${this.line.offsetHeight}px`;
      this.onGrown();
    }).observe(this.line);
  }

  show(state) {
    this.line.dataset.state = state;
    this.said.textContent = this.words[state] ?? "";
    this.again.hidden = state !== "stopped";
  }

  count(done, all) {
    this.line.style.setProperty("--dc-lesson-done", `${Math.round((100 * done) / all)}%`);
  }
}

function part(kind, name, text) {
  const made = document.createElement(kind);
  made.className = name;
  made.textContent = text;
  if (kind === "button") {
    made.type = "button";
    made.setAttribute("data-lm-suppress-shortcuts", "true"); // else JupyterLab takes the keys
  }
  return made;
}
