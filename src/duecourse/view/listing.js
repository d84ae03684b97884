// A list to read. It is no live region: the sentence above it says what has changed.
function render({ model, el }) {
  el.lang = model.get("language");
  let shown;
  function update() {
    if (shown !== model.get("html")) el.innerHTML = shown = model.get("html"); // escaped in listing.py
  }
  model.on("change", update);
  update();
}

export default { render };
