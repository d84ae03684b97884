// Buttons to choose from. They are kept while the options change, so that the keyboard stays where it was.
function element(tag, className, more = {}) {
  return Object.assign(document.createElement(tag), { className, ...more });
}

const UNHEARD = Symbol.for("duecourse.unheard"); // typed in a form, not yet heard by the kernel: first things first

function render({ model, el }) {
  const group = element("div", "dc-picks");
  const buttons = new Map();
  group.setAttribute("role", "group");
  el.lang = model.get("language");
  el.append(group);

  function button(key) {
    const made = element("button", "dc-pick", { type: "button" });
    made.setAttribute("data-lm-suppress-shortcuts", "true");
    made.append(element("span", "dc-pick-label"), element("span", "dc-pick-text"));
    made.addEventListener("click", async () => {
      await Promise.all(globalThis[UNHEARD] ?? []);
      model.send({ picked: key });
    });
    return made;
  }

  function update() {
    const look = model.get("look");
    const options = model.get("options");
    group.setAttribute("aria-label", model.get("name"));
    group.dataset.look = look;
    group.hidden = options.length === 0;
    for (const [key, old] of buttons) {
      if (options.some((option) => option.key === key)) continue;
      old.remove();
      buttons.delete(key);
    }
    options.forEach((option, number) => {
      if (!buttons.has(option.key)) buttons.set(option.key, button(option.key));
      const one = buttons.get(option.key);
      const [label, text] = one.children;
      label.textContent = [option.label, option.mark].join(" ").trim();
      text.textContent = option.text;
      text.hidden = option.text === "";
      if (look !== "list") one.setAttribute("aria-pressed", option.key === model.get("chosen"));
      if (group.children[number] !== one) group.insertBefore(one, group.children[number] ?? null);
    });
  }

  model.on("change", update);
  update();
}

export default { render };
