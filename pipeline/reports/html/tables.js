// Sorting by a click on a header and a search box for each table of class "sort"; lists carry all their rows as data, of
// which as many are drawn as one asks for. Without this script the rows that are written out are still there, in their
// order. The words stand in the page's <main>.
(() => {
  "use strict";
  const words = document.querySelector("main").dataset;
  const FEWEST_TO_SEARCH = 8, MORE = 100;

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

  function element(name, content, more = {}) {
    const made = Object.assign(document.createElement(name), more);
    made.append(content);
    return made;
  }

  // Headers that sort, and a choice for telephones, where a stacked table shows no headers.
  function addSorting(table, sort) {
    const headers = [...table.tHead.rows[0].cells];
    const by = (column, direction) => {
      headers.forEach(each => each.removeAttribute("aria-sort"));
      headers[column].setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
      sort(column, headers[column].classList.contains("n"), direction);
    };
    headers.forEach((header, column) => {
      const button = element("button", "", {type: "button"});
      button.append(...header.childNodes);
      header.append(button);
      button.addEventListener("click", () => by(column, header.ariaSort === "ascending" ? -1 : 1));
    });
    if (!table.classList.contains("stack")) return;
    const choice = element("select", "", {});
    choice.append(element("option", "—", {value: ""}));
    headers.forEach((header, column) => [1, -1].forEach(direction =>
      choice.append(element("option", header.innerText.trim() + (direction > 0 ? " ↑" : " ↓"), {value: `${column} ${direction}`}))));
    choice.addEventListener("change", () => choice.value && by(...choice.value.split(" ").map(Number)));
    const label = element("label", words.sort);
    label.append(choice);
    table.parentElement.before(element("p", label, {className: "search narrow"}));
  }

  function addSearch(table, changed) {
    const input = element("input", "", {type: "search"});
    const label = element("label", words.search);
    label.append(input);
    const count = element("output", "");
    const line = element("p", label, {className: "search"});
    line.append(count);
    table.parentElement.before(line);
    input.addEventListener("input", () => changed(input.value));
    return {line, count, label};
  }

  const fits = (text, typed) => typed.toLowerCase().split(/\s+/).every(word => text.includes(word));
  const told = (shown, all) => words.shown.replace("{shown}", shown).replace("{all}", all);

  function addToTable(table) {
    const body = table.tBodies[0];
    const text = (row, column) => row.cells[column] ? row.cells[column].innerText.trim() : "";
    addSorting(table, (column, numeric, direction) => {
      const keyed = [...body.rows].map(row => [text(row, column), row]);
      keyed.sort((a, b) => compare(a[0], b[0], numeric, direction));
      body.append(...keyed.map(each => each[1]));
    });
    const all = body.rows.length;
    if (all < FEWEST_TO_SEARCH) return;
    const {count} = addSearch(table, typed => {
      let shown = 0;
      for (const row of body.rows) {
        row.hidden = !fits(row.textContent.toLowerCase(), typed);
        shown += !row.hidden;
      }
      count.value = typed ? told(shown, all) : "";
    });
  }

  // Which of a column's cells each row has: numbers of as many digits each as the largest needs.
  function placesIn({rows, digits}) {
    return Array.from({length: rows.length / digits}, (_, row) => parseInt(rows.slice(row * digits, (row + 1) * digits), 36));
  }

  function addToList(list) {
    const table = list.querySelector("table"), body = table.tBodies[0];
    const columns = JSON.parse(list.querySelector("script").textContent).map(column => ({...column, rows: placesIn(column)}));
    const all = [...columns[0].rows.keys()], first = body.rows.length;
    const text = (column, row) => column.cells[column.rows[row]];
    const chosen = new Map(), plain = new Map(columns.map(column => [column, new Set(column.plain)]));
    const stacked = table.classList.contains("stack");
    let order = all, found = all, typed = "", whole = null;

    function cell(column, row) {
      const value = text(column, row), look = column.looks[value];
      let content = look ? element("span", value, {className: look}) : value;
      if (column.folder && !plain.get(column).has(value)) content = element("a", content, {href: column.folder + encodeURIComponent(column.files[value] || `${value}.html`)});
      const made = element("td", content, {className: column.kind});
      if (stacked) made.dataset.h = column.label;
      return made;
    }

    function draw(rows) {
      body.append(...rows.map(row => {
        const line = element("tr", "");
        line.append(...columns.map(column => cell(column, row)));
        return line;
      }));
      const left = found.length - body.rows.length;
      more.hidden = left <= 0;
      more.textContent = words.more.replace("{more}", Math.min(MORE, left));
      count.value = told(body.rows.length, all.length) + (found.length < all.length ? words.found.replace("{found}", found.length) : "");
      frames();
    }

    function again() {
      whole ??= typed ? all.map(row => columns.map(column => text(column, row)).join(" ").toLowerCase()) : null;
      found = order.filter(row => [...chosen].every(([column, value]) => text(column, row) === value) && (!typed || fits(whole[row], typed)));
      body.replaceChildren();
      draw(found.slice(0, first));
    }

    const {line, count} = addSearch(table, value => { typed = value; again(); });
    line.hidden = all.length < FEWEST_TO_SEARCH;
    const more = element("button", "", {type: "button", className: "more"});
    table.parentElement.after(more);
    more.addEventListener("click", () => draw(found.slice(body.rows.length, body.rows.length + MORE)));
    addSorting(table, (column, numeric, direction) => {
      const {cells, rows} = columns[column];
      const ranks = new Map([...cells.keys()].sort((a, b) => compare(cells[a], cells[b], numeric, direction)).map((cell, rank) => [cell, rank]));
      order = [...all].sort((a, b) => ranks.get(rows[a]) - ranks.get(rows[b]));
      again();
    });
    columns.forEach((column, at) => {
      if (!column.chosen || column.cells.length < 2) return;
      const choice = element("select", "");
      choice.append(element("option", words.all, {value: ""}));
      [...column.cells].sort((a, b) => compare(a, b, false, 1)).forEach(value => choice.append(element("option", value || "—", {value: value || "—"})));
      choice.addEventListener("change", () => {
        choice.value ? chosen.set(column, choice.value === "—" ? "" : choice.value) : chosen.delete(column);
        again();
      });
      const label = element("label", table.tHead.rows[0].cells[at].innerText.trim());
      label.append(choice);
      line.insertBefore(label, count);
    });
    const cut = list.querySelector(".cut");
    if (cut) cut.remove();
    again();
  }

  // A frame that does not scroll is no stop for the tabulator key.
  function frames() {
    for (const frame of document.querySelectorAll(".wide")) {
      if (frame.scrollWidth > frame.clientWidth) frame.tabIndex = 0;
      else frame.removeAttribute("tabindex");
    }
  }

  document.querySelectorAll("table.sort").forEach(addToTable);
  document.querySelectorAll(".list:has(> script)").forEach(addToList);
  frames();
  addEventListener("resize", frames);
})();
