// A paper as it will read, and a button that copies it. Without a clipboard the text is marked instead.
function render({ model, el }) {
  const row = document.createElement("div");
  row.className = "dc-row";
  const copy = Object.assign(document.createElement("button"), { className: "dc-button", type: "button" });
  const said = Object.assign(document.createElement("span"), { className: "dc-preview-said" });
  said.setAttribute("role", "status");
  row.append(copy, said);
  const text = document.createElement("div");
  text.className = "dc-preview";
  text.tabIndex = 0;
  text.setAttribute("role", "region");
  text.dataset.lmSuppressShortcuts = "true";
  el.append(text, row);

  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(model.get("text"));
      said.textContent = model.get("copied");
    } catch {
      const marked = document.createRange();
      marked.selectNodeContents(text);
      getSelection().removeAllRanges();
      getSelection().addRange(marked);
      said.textContent = model.get("marked");
    }
  });
  function update() {
    if (text.textContent !== model.get("text")) {
      text.textContent = model.get("text");
      said.textContent = "";
    }
    text.setAttribute("aria-label", model.get("name"));
    copy.textContent = model.get("copy");
    text.hidden = row.hidden = model.get("text") === "";
    el.lang = model.get("language");
  }
  model.on("change", update);
  update();
}

export default { render };
