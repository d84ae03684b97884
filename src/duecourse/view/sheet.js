// A paper to go through line by line. What a mark means is decided in Python.
function element(tag, className, more = {}) {
  return Object.assign(document.createElement(tag), { className, ...more });
}

function render({ model, el }) {
  let buttons = new Map();
  el.lang = model.get("language");

  function box({ name, sign, meaning, loud }) {
    const made = element("li", loud ? "dc-month dc-loud" : "dc-month", { title: `${name}: ${meaning}` });
    made.append(
      element("span", "dc-month-name", { textContent: name }),
      element("span", "dc-month-sign", { textContent: sign }),
    );
    return made;
  }

  function line({ id, label, text, boxes, mark, found, verdict, sign }) {
    const made = element("div", `dc-sheet-line ${found ? `dc-found-${found}` : ""}`);
    const said = element("div", "dc-sheet-said");
    if (text !== "") said.append(element("p", "", { textContent: text }));
    if (boxes.length > 0) {
      const strip = element("ol", "dc-months");
      strip.setAttribute("aria-label", label);
      strip.append(...boxes.map(box));
      said.append(strip);
    }
    made.append(element("p", "dc-sheet-label", { textContent: label }), said);
    if (mark !== "") {
      const button = element("button", "dc-button dc-mark", { type: "button" });
      button.textContent = verdict === "" ? mark : `${sign} ${verdict}`;
      button.setAttribute("aria-label", `${button.textContent}: ${label}`);
      button.setAttribute("aria-pressed", String(found !== ""));
      button.setAttribute("data-lm-suppress-shortcuts", "true"); // else JupyterLab takes the keys
      button.addEventListener("click", () => model.send({ mark: id }));
      buttons.set(id, button);
      made.append(button);
    }
    return made;
  }

  function part({ title, lines, note }) {
    const made = element("section", "dc-sheet-part");
    made.append(element("h4", "", { textContent: title }));
    if (note !== "") made.append(element("p", "dc-aside", { textContent: note }));
    made.append(...lines.map(line));
    return made;
  }

  function update() {
    const focused = [...buttons].find(([, button]) => button === document.activeElement)?.[0];
    buttons = new Map();
    el.replaceChildren(...model.get("parts").map(part));
    if (focused !== undefined) buttons.get(focused)?.focus();
  }

  model.on("change:parts", update);
  update();
}

export default { render };
