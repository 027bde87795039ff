// What a page does with a script: the build's name, sorting and filtering of tables, the search. Charts: charts.js.
// Classic script, no network: other files of the site are loaded as scripts beside the pages, so it works from the disk.
(function () {
  "use strict";
  var root = document.body.dataset.root;

  function each(selector, run, within) {
    Array.prototype.forEach.call((within || document).querySelectorAll(selector), run);
  }

  function make(name, properties, parent) {
    var made = Object.assign(document.createElement(name), properties);
    if (parent) parent.appendChild(made);
    return made;
  }

  var loading = {};
  function withScript(name, run) {
    if (!loading[name]) {
      loading[name] = new Promise(function (done) {
        make("script", { src: root + "assets/" + name, onload: done, onerror: function () { done(); } }, document.head);
      });
    }
    loading[name].then(run);
  }

  // --- the build ---------------------------------------------------------------------------------------------
  each("[data-build]", function (place) {
    if (window.XIANJIAN_BUILD) place.textContent = window.XIANJIAN_BUILD;
  });

  // --- tables ------------------------------------------------------------------------------------------------
  var collator = new Intl.Collator("zh-CN", { numeric: true });

  function valueOf(cell, isNumber) {
    if (!cell) return null;
    if (isNumber) return cell.dataset.v === undefined ? null : Number(cell.dataset.v);
    return cell.dataset.v || cell.textContent.trim();
  }

  function sortBy(table, head, column) {
    var isNumber = head.classList.contains("n");
    var before = head.getAttribute("aria-sort");
    // the first press shows what people look for: the largest numbers, words from the beginning
    var down = before ? before === "ascending" : isNumber;
    each("th[aria-sort]", function (other) { other.removeAttribute("aria-sort"); }, table.tHead);
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    var body = table.tBodies[0];
    var rows = Array.prototype.map.call(body.rows, function (row) {
      return { row: row, value: valueOf(row.cells[column], isNumber) };
    });
    rows.sort(function (a, b) {
      if (a.value === null || b.value === null) return (a.value === null) - (b.value === null);  // missing: always last
      var order = isNumber ? a.value - b.value : collator.compare(a.value, b.value);
      return down ? -order : order;
    });
    var all = document.createDocumentFragment();
    rows.forEach(function (entry) { all.appendChild(entry.row); });
    body.appendChild(all);
  }

  function filterable(table) {
    var rows = table.tBodies[0].rows;
    if (rows.length < 2) return;
    var id = table.id + "-f";
    var bar = make("p", { className: "filter" });
    make("label", { htmlFor: id, textContent: table.dataset.filter }, bar);
    var input = make("input", { id: id, type: "search", autocomplete: "off" }, bar);
    var count = make("output", { htmlFor: id }, bar);
    var texts = null;
    input.addEventListener("input", function () {
      texts = texts || new Map(Array.prototype.map.call(rows, function (row) { return [row, row.textContent.toLowerCase()]; }));
      var words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      var shown = 0;
      texts.forEach(function (text, row) {
        row.hidden = !words.every(function (word) { return text.indexOf(word) >= 0; });
        shown += !row.hidden;
      });
      count.textContent = words.length ? shown + "／" + texts.size + " 行" : "";
    });
    table.parentNode.parentNode.insertBefore(bar, table.parentNode);
  }

  each("table.sorts", function (table) {
    each("th", function (head) {
      var column = head.cellIndex;
      var button = document.createElement("button");
      button.type = "button";
      var note = head.querySelector("small");
      while (head.firstChild && head.firstChild !== note) button.appendChild(head.firstChild);
      head.insertBefore(button, note);
      button.addEventListener("click", function () { sortBy(table, head, column); });
    }, table.tHead.rows[table.tHead.rows.length - 1]);
    if (table.dataset.filter) filterable(table);
  });

  // --- charts ------------------------------------------------------------------------------------------------
  var charts = document.querySelectorAll("figure.chart");
  if (charts.length) {
    var draw = function () { withScript("charts.js", function () { if (window.XIANJIAN_CHARTS) window.XIANJIAN_CHARTS(); }); };
    // the page is read and used first; the charts' library is large and comes when the browser has nothing else to do
    if (window.requestIdleCallback) window.requestIdleCallback(draw, { timeout: 1500 }); else window.setTimeout(draw, 200);
  }
})();
