// Sorting by a click on a header and a search box for each table of class "sort". Without this script everything is
// still there, in the order in which it was written. The words stand in the page's <main>.
(() => {
  "use strict";
  const words = document.querySelector("main").dataset;
  const FEWEST_TO_SEARCH = 8;

  function value(row, column) {
    const cell = row.cells[column];
    return cell ? cell.innerText.trim() : "";
  }

  function number(text) {
    const found = text.replace(/,/g, "").replace("−", "-").match(/[-+]?\d+(\.\d+)?/);
    return found ? Number(found[0]) : null;
  }

  // What is empty or no figure stands last, whichever way one sorts.
  function compare(one, other, numeric, direction) {
    const [a, b] = numeric ? [number(one), number(other)] : [one || null, other || null];
    if (a === null || b === null) return (a === null) - (b === null);
    return direction * (numeric ? a - b : a.localeCompare(b, "zh-CN", {numeric: true}));
  }

  // A row of class "seen" belongs to the row before it.
  function groups(body) {
    const found = [];
    for (const row of body.rows) row.classList.contains("seen") ? found.at(-1).push(row) : found.push([row]);
    return found;
  }

  function addSorting(table) {
    const body = table.tBodies[0];
    const headers = [...table.tHead.rows[0].cells];
    headers.forEach((header, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...header.childNodes);
      header.append(button);
      button.addEventListener("click", () => {
        const direction = header.ariaSort === "ascending" ? -1 : 1;
        headers.forEach(each => each.removeAttribute("aria-sort"));
        header.setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
        const numeric = header.classList.contains("n");
        const keyed = groups(body).map(rows => [value(rows[0], column), rows]);
        keyed.sort((a, b) => compare(a[0], b[0], numeric, direction));
        body.append(...keyed.flatMap(each => each[1]));
      });
    });
  }

  function addSearch(table) {
    const body = table.tBodies[0];
    const all = groups(body).length;
    if (all < FEWEST_TO_SEARCH) return;
    const line = document.createElement("p");
    line.className = "search";
    const label = document.createElement("label");
    const input = document.createElement("input");
    input.type = "search";
    label.append(words.search, input);
    const count = document.createElement("output");
    line.append(label, count);
    table.parentElement.before(line);
    input.addEventListener("input", () => {
      const wanted = input.value.toLowerCase().split(/\s+/);
      let shown = 0;
      for (const rows of groups(body)) {
        const text = rows.map(row => row.textContent.toLowerCase()).join(" ");
        const fits = wanted.every(word => text.includes(word));
        rows.forEach(row => { row.hidden = !fits; });
        shown += fits;
      }
      count.value = input.value ? words.shown.replace("{shown}", shown).replace("{all}", all) : "";
    });
  }

  // A frame that does not scroll is no stop for the tabulator key.
  function frames() {
    for (const frame of document.querySelectorAll(".wide")) {
      if (frame.scrollWidth > frame.clientWidth) frame.tabIndex = 0;
      else frame.removeAttribute("tabindex");
    }
  }

  for (const table of document.querySelectorAll("table.sort")) {
    addSorting(table);
    addSearch(table);
  }
  frames();
  addEventListener("resize", frames);
})();
