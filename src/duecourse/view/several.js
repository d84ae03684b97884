// Several answers to tick, and a button that sends all that are ticked in one message.
function element(tag, className, more = {}) {
  return Object.assign(document.createElement(tag), { className, ...more });
}

function render({ model, el }) {
  const group = element("fieldset", "dc-several");
  const boxes = model.get("options").map(({ id, text }) => {
    const label = element("label", "dc-several-one");
    const box = element("input", "dc-check", { type: "checkbox", value: id });
    label.append(box, element("span", "", { textContent: text }));
    group.append(label);
    return box;
  });
  group.prepend(element("legend", "dc-hint", { textContent: model.get("name") }));
  const button = element("button", "dc-button dc-main", { type: "button", textContent: model.get("button") });
  button.addEventListener("click", () => {
    model.send({ ticked: boxes.filter((box) => box.checked).map((box) => box.value) });
  });
  el.lang = model.get("language");
  el.append(group, button);
}

export default { render };
