// Boxes to tick. What a tick means is decided in Python; the boxes stay the same while that changes.
function element(tag, className, more = {}) {
  return Object.assign(document.createElement(tag), { className, ...more });
}

function render({ model, el }) {
  const id = `dc-${Math.random().toString(36).slice(2)}`;
  let shape;
  let boxes = new Map();
  el.lang = model.get("language");

  function item(tick) {
    const made = element("li", "dc-tick");
    const box = element("input", "dc-check", { type: "checkbox", id: `${id}-${boxes.size}` });
    const name = element("label", "dc-tick-name", { htmlFor: box.id, textContent: tick.label });
    const about = element("div", "dc-tick-about", { id: `${box.id}-about` });
    about.append(...tick.lines.map((line) => element("p", "", { textContent: line })));
    if (tick.care !== "") about.append(element("p", "dc-care", { textContent: tick.care }));
    made.append(box, name, about);
    if (tick.folded.length > 0) {
      const fold = element("details", "dc-tick-more");
      const summary = element("summary", "", { textContent: tick.more });
      summary.setAttribute("data-lm-suppress-shortcuts", "true"); // else JupyterLab takes the keys
      summary.setAttribute("aria-label", `${tick.more}: ${tick.label}`);
      fold.append(summary, ...tick.folded.map((line) => element("p", "dc-source", { textContent: line })));
      made.append(fold);
    }
    box.setAttribute("aria-describedby", about.id);
    box.setAttribute("data-lm-suppress-shortcuts", "true");
    box.addEventListener("change", () => model.send({ tick: tick.id, on: box.checked }));
    boxes.set(tick.id, box);
    return made;
  }

  function group({ title, ticks }) {
    const made = element("fieldset", "dc-ticks");
    const list = element("ul", "dc-tick-list");
    list.append(...ticks.map(item));
    made.append(element("legend", "dc-legend", { textContent: title }), list);
    return made;
  }

  function update() {
    const groups = model.get("groups");
    const now = JSON.stringify(groups, (key, value) => (key === "ticked" ? undefined : value));
    if (now !== shape) {
      shape = now;
      boxes = new Map();
      el.replaceChildren(...groups.map(group));
    }
    for (const { ticks } of groups) for (const tick of ticks) boxes.get(tick.id).checked = tick.ticked;
  }

  model.on("change:groups", update);
  update();
}

export default { render };
