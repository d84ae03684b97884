// A conversation: what was said, read out as it comes; buttons to answer, which the number keys press too.
function element(tag, className, more = {}) {
  return Object.assign(document.createElement(tag), { className, ...more });
}

function render({ model, el }) {
  const words = model.get("words");
  const id = `dc-${Math.random().toString(36).slice(2)}`;
  const box = element("div", "dc-dialogue");
  const log = element("div", "dc-transcript", { tabIndex: 0 });
  const group = element("div", "dc-replies", { tabIndex: -1 });
  const asked = element("p", "dc-asked", { id, textContent: words.answers });
  const list = element("ol", "dc-reply-list");
  const end = element("section", "dc-end", { tabIndex: -1 });
  const row = element("div", "dc-dialogue-row");
  const back = element("button", "dc-button", { type: "button", textContent: words.back });
  const again = element("button", "dc-button", { type: "button", textContent: words.again });
  let shown = [];
  let mine = false; // whether this view asked for the change, and so may move the keyboard

  el.lang = model.get("language");
  log.setAttribute("role", "log");
  log.setAttribute("aria-label", words.log);
  group.setAttribute("role", "group");
  group.setAttribute("aria-labelledby", id);
  end.setAttribute("aria-label", words.end);
  box.setAttribute("data-lm-suppress-shortcuts", "true"); // else JupyterLab takes the keys
  group.append(asked, list, element("p", "dc-hint", { textContent: words.press }));
  row.append(back, again);
  box.append(log, group, end, row);
  el.append(box);

  function tell(content) {
    mine = true;
    model.send(content);
  }

  function choose(number) {
    tell({ chosen: number, after: model.get("answers") });
  }

  back.addEventListener("click", () => tell("back"));
  again.addEventListener("click", () => tell("again"));
  group.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const number = Number(event.key) - 1;
    if (number >= 0 && number < model.get("options").length) {
      event.preventDefault();
      choose(number);
    }
  });

  function line({ kind, who, text, mark, said, rests }) {
    const made = element("div", `dc-line dc-${kind}`);
    made.dataset.mark = mark;
    const name = kind === "feedback" ? `${who} · ${said}` : who;
    made.append(element("span", "dc-who", { textContent: name }), element("p", "", { textContent: text }));
    if (rests !== "") made.append(element("span", "dc-source", { textContent: rests }));
    return made;
  }

  // Lines that stand already stay, so that only new ones are read out. Returns the first new one.
  function write() {
    const lines = model.get("lines");
    const keys = lines.map((one) => JSON.stringify(one));
    let same = 0;
    while (same < keys.length && keys[same] === shown[same]) same += 1;
    while (log.children.length > same) log.lastElementChild.remove();
    log.append(...lines.slice(same).map(line));
    shown = keys;
    return log.children[same] ?? log.lastElementChild;
  }

  function reply(text, number) {
    const item = element("li", "");
    const button = element("button", "dc-button dc-reply", { type: "button", textContent: text });
    button.addEventListener("click", () => choose(number));
    item.append(button);
    return item;
  }

  function update() {
    const fresh = write();
    const options = model.get("options");
    list.replaceChildren(...options.map(reply));
    group.hidden = options.length === 0;
    end.innerHTML = model.get("closing"); // escaped in dialogue.py
    end.hidden = model.get("closing") === "";
    row.hidden = model.get("answers") === 0;
    if (fresh) log.scrollTop = fresh.offsetTop - log.offsetTop - 10;
    if (mine) (group.hidden ? end : group).focus({ preventScroll: true });
    mine = false;
  }

  // The kernel sends the whole state in one go; write it once
  let waiting = false;
  model.on("change", () => {
    if (waiting) return;
    waiting = true;
    queueMicrotask(() => {
      waiting = false;
      update();
    });
  });
  update();
  // It may stand amid a call already; there is nothing to scroll before it has its place on the page
  new ResizeObserver((_, observer) => {
    if (log.clientHeight === 0) return;
    observer.disconnect();
    log.scrollTop = log.scrollHeight;
  }).observe(log);
}

export default { render };
