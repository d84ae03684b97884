// Entries with buttons. They are written anew with every change; the keyboard stays where it was.
function element(tag, className, more = {}) {
  return Object.assign(document.createElement(tag), { className, ...more });
}

function render({ model, el }) {
  const title = element("h4", "dc-log-title", { tabIndex: -1 });
  const list = element("ul", "dc-log");
  const empty = element("p", "dc-hint");
  el.lang = model.get("language");
  el.append(title, list, empty);

  function button(item, { do: act, label }) {
    const made = element("button", "dc-button", { type: "button", textContent: label });
    made.dataset.key = `${act} ${item.id}`;
    made.setAttribute("aria-label", `${label}: ${item.heading}`);
    made.setAttribute("data-lm-suppress-shortcuts", "true"); // else JupyterLab takes the keys
    made.addEventListener("click", () => model.send({ do: act, id: item.id }));
    return made;
  }

  function entry(item) {
    const made = element("li", "dc-log-item");
    made.dataset.tone = item.tone;
    const head = element("p", "dc-log-head");
    head.append(element("strong", "", { textContent: item.heading }));
    if (item.tag !== "") head.append(element("span", "dc-log-tag", { textContent: item.tag }));
    made.append(head, ...item.lines.map((line) => element("p", "dc-log-line", { textContent: line })));
    const row = element("div", "dc-log-actions");
    row.append(...item.actions.map((action) => button(item, action)));
    made.append(row);
    return made;
  }

  // Where the entry that had the keyboard is gone, the one in its place gets it, or else the title.
  function update() {
    const items = model.get("items");
    const held = list.contains(document.activeElement) ? document.activeElement : undefined;
    const place = held && [...list.children].findIndex((one) => one.contains(held));
    title.textContent = model.get("title");
    empty.textContent = model.get("empty");
    empty.hidden = items.length > 0 || model.get("empty") === "";
    title.hidden = items.length === 0 && empty.hidden;
    list.hidden = items.length === 0;
    list.replaceChildren(...items.map(entry));
    if (held === undefined) return;
    const same = [...list.querySelectorAll("button")].find((one) => one.dataset.key === held.dataset.key);
    const next = list.children[Math.min(place, list.children.length - 1)]?.querySelector("button");
    (same ?? next ?? title).focus();
  }

  model.on("change:items change:title", update);
  update();
}

export default { render };
