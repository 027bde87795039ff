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

  function idle(run) {
    if (window.requestIdleCallback) window.requestIdleCallback(run, { timeout: 1500 }); else window.setTimeout(run, 50);
  }

  var loading = {};
  function withScript(name, run) {
    if (!loading[name]) {
      loading[name] = new Promise(function (done) {
        make("script", { src: root + "assets/" + name, onload: done, onerror: function () { done(); } }, document.head);
      });
    }
    return loading[name].then(run);
  }

  // --- the build ---------------------------------------------------------------------------------------------
  each("[data-build]", function (place) {
    if (window.XIANJIAN_BUILD) place.textContent = window.XIANJIAN_BUILD;
  });

  // Behind a server every report page is there, made when it is asked for.
  if (window.location.protocol !== "file:") each(".served", function (note) { note.hidden = true; });

  // --- long tables -------------------------------------------------------------------------------------------
  // The style shows the first hundred rows; the others follow a hundred at a time, all of them at once for whoever sorts, filters
  // or comes for one of them.
  function reveal(table, most) {
    var later = Array.prototype.slice.call(table.querySelectorAll("tr[data-later]"));
    later.slice(0, most).forEach(function (row) { row.removeAttribute("data-later"); });
    return later.length > most;
  }

  each("table.long", function (table) {
    Array.prototype.slice.call(table.tBodies[0].rows, 100).forEach(function (row) { row.dataset.later = ""; });
    table.classList.add("all");
    idle(function more() { if (reveal(table, 100)) idle(more); });
  });

  // What an address leads to is shown, though it stands in a later row or is folded away.
  function comeFor() {
    var target = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
    var later = target && target.closest("tr[data-later]"), folded = target && target.closest("details:not([open])");
    if (later) reveal(target.closest("table"), Infinity);
    if (folded) folded.open = true;
    if (later || folded) target.scrollIntoView();
  }
  comeFor();
  window.addEventListener("hashchange", comeFor);

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
    reveal(table, Infinity);
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
      reveal(table, Infinity);
      texts.forEach(function (text, row) {
        row.hidden = !words.every(function (word) { return text.indexOf(word) >= 0; });
        shown += !row.hidden;
        if (row.dataset.of) document.getElementById(row.dataset.of).hidden = row.hidden;  // what the page tells of it below
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

  // --- tables on a narrow screen -----------------------------------------------------------------------------
  // One that would scroll sideways, or whose rows are so high that their text stands in towers, becomes a card for each row, with the name of the column before each value: the names are
  // properties of the table, which the style puts in (nothing is written into the cells). What is far away waits.
  var narrow = window.matchMedia("screen and (max-width: 64rem)"), phone = window.matchMedia("(max-width: 40rem)");
  var TOWER = 190;

  function nameOf(head) {
    var button = head.querySelector("button"), note = head.querySelector("small");
    return (button || head).textContent.trim() + (note ? "（" + note.textContent.trim() + "）" : "");
  }

  function isWide(table) {
    var box = table.parentNode;
    return (phone.matches && table.classList.contains("long")) || box.scrollWidth > box.clientWidth + 1 || hasTowers(table);
  }

  function hasTowers(table) {
    return Array.prototype.slice.call(table.tBodies[0].rows, 0, 30).some(function (row) { return row.offsetHeight > TOWER; });
  }

  // what is laid out as blocks is no table to a screen reader unless it is told so; long ones are told by and by
  function tell(table, rows, from) {
    rows.slice(from, from + 100).forEach(function (row) {
      row.setAttribute("role", "row");
      each("th, td", function (cell) {
        cell.setAttribute("role", cell.scope === "col" ? "columnheader" : cell.scope === "row" ? "rowheader" : "cell");
      }, row);
    });
    if (from + 100 < rows.length) idle(function () { tell(table, rows, from + 100); });
  }

  function stack(table) {
    var n = table.tBodies[0].rows.length;
    each("th", function (head) { table.style.setProperty("--h" + (head.cellIndex + 1), JSON.stringify(nameOf(head))); }, table.tHead);
    if (!table.hasAttribute("role")) {
      table.setAttribute("role", "table");
      each("thead, tbody", function (part) { part.setAttribute("role", "rowgroup"); }, table);
      tell(table, Array.prototype.slice.call(table.rows), 0);
    }
    table.classList.toggle("few", n < 4);
    table.classList.toggle("dense", n > 12);
    table.classList.add("stacked");
  }

  // what is closed or far away has no width yet; all are measured before any is changed
  function stackWide(tables) {
    tables.filter(function (table) { return !(table.hasAttribute("role") && table.classList.contains("stacked")) && isWide(table); }).forEach(stack);
  }

  var near = new IntersectionObserver(function (found) {
    if (!narrow.matches) return;
    stackWide(found.filter(function (entry) { return entry.isIntersecting; }).map(function (entry) { return entry.target.querySelector("table"); }));
  }, { rootMargin: "800px 0px" });

  // what the browser had skipped had no width when it was measured: it is measured again as soon as it is laid out
  document.addEventListener("contentvisibilityautostatechange", function (event) {
    var table = narrow.matches && !event.skipped && event.target.matches(".far") && event.target.querySelector("table");
    if (table) stackWide([table]);
  });

  function fit() {
    each("table.stacked", function (table) { table.classList.remove("stacked"); });
    near.disconnect();
    if (!narrow.matches) return;
    var tables = Array.prototype.slice.call(document.querySelectorAll("table.sorts, table.stacks"));
    // what is within a closed part is not asked: the browser would lay it out
    var open = tables.filter(function (table) { return !table.closest("details:not([open])"); });
    stackWide(open.filter(function (table) { return table.parentNode.getBoundingClientRect().top < 2 * window.innerHeight; }));
    idle(function () { if (narrow.matches) stackWide(open); });
    tables.forEach(function (table) { near.observe(table.parentNode); });
  }
  narrow.addEventListener("change", fit);
  fit();

  // --- what a mouse sees by resting -------------------------------------------------------------------------
  // The exact value, the working, the reason in full: where no mouse rests they come with a touch, and go with the next.
  document.addEventListener("click", function (event) {
    var held = event.target.closest("main [title]");
    if (!held || event.target.closest("a, button, summary")) return;
    var told = held.querySelector(".told");
    if (told) told.remove(); else make("small", { className: "why told", textContent: held.title }, held);
  });

  // --- search ------------------------------------------------------------------------------------------------
  var MOST = 12;
  var box = document.querySelector(".search"), field = document.getElementById("q"), hits = document.getElementById("hits"), told = document.getElementById("told");
  var chosen = -1;

  function matching(words) {
    var found = [];
    (window.XIANJIAN_SEARCH_PARTS || []).forEach(function (part, order) {
      ((window.XIANJIAN_SEARCH || {})[part] || []).forEach(function (entry) {
        var text = (entry[0] + " " + entry[1]).toLowerCase();
        if (!words.every(function (word) { return text.indexOf(word) >= 0; })) return;
        var place = entry[0].toLowerCase().indexOf(words[0]);
        found.push({ entry: entry, rank: [entry[0].toLowerCase() === words[0] ? 0 : 1, order, place < 0 ? 99 : place, entry[0].length] });
      });
    });
    return found.sort(function (a, b) {
      for (var i = 0; i < a.rank.length; i++) if (a.rank[i] !== b.rank[i]) return a.rank[i] - b.rank[i];
      return 0;
    });
  }

  function choose(place) {
    var items = hits.children;
    if (items[chosen]) items[chosen].removeAttribute("aria-selected");
    chosen = items.length ? (place + items.length) % items.length : -1;
    if (chosen < 0) { field.removeAttribute("aria-activedescendant"); return; }
    items[chosen].setAttribute("aria-selected", "true");
    items[chosen].scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", items[chosen].id);
  }

  function show() {
    var words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    hits.textContent = "";
    chosen = -1;
    field.removeAttribute("aria-activedescendant");
    var found = words.length ? matching(words) : [];
    found.slice(0, MOST).forEach(function (hit, number) {
      var item = make("li", { id: "hit-" + number }, hits);
      item.setAttribute("role", "option");
      var link = make("a", { href: root + hit.entry[2], textContent: hit.entry[0], tabIndex: -1 }, item);
      make("small", { textContent: hit.entry[1] }, link);
    });
    hits.hidden = !found.length;
    field.setAttribute("aria-expanded", String(!hits.hidden));
    told.textContent = words.length ? (found.length ? "查到 " + found.length + " 个" : "没有查到") : "";
    told.classList.toggle("hidden", !words.length || found.length > 0);
  }

  if (box) {
    box.hidden = false;
    var ready = false;
    field.addEventListener("focus", function () {
      if (ready) return;
      ready = true;
      withScript("search-parts.js", function () {
        (window.XIANJIAN_SEARCH_PARTS || []).reduce(function (before, part) {
          return before.then(function () { return withScript("search-" + part + ".js", show); });
        }, Promise.resolve());
      });
    });
    field.addEventListener("input", show);
    field.addEventListener("keydown", function (event) {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") { choose(chosen + (event.key === "ArrowDown" ? 1 : -1)); event.preventDefault(); }
      else if (event.key === "Enter" && hits.children.length) window.location.href = hits.children[Math.max(chosen, 0)].firstChild.href;
      else if (event.key === "Escape") { field.value = ""; show(); }
    });
    document.addEventListener("click", function (event) { if (!box.contains(event.target)) hits.hidden = true; });
  }

  // --- pictures of pages -------------------------------------------------------------------------------------
  // A box is called as the row of the figure that it leads to: written a second time into a hundred boxes, the names would be a good
  // part of the page.
  if (document.querySelector(".paper a")) {
    idle(function () {
      each(".paper a", function (box) {
        var row = document.getElementById(box.getAttribute("href").slice(1));
        box.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "title")).textContent = row.cells[0].textContent.trim();
      });
    });
  }

  each("img.page", function (picture) {
    function missing() {
      var told = make("p", { className: "gone", textContent: picture.alt });
      if (picture.parentNode) picture.parentNode.replaceChild(told, picture);
    }
    picture.addEventListener("error", missing);
    if (picture.complete && !picture.naturalWidth && picture.loading !== "lazy") missing();
  });

  // --- charts ------------------------------------------------------------------------------------------------
  // The page is read and used first. The charts' library is large, and reading it holds the browser up: it comes when the reader has
  // paused, soon for a chart in sight, later for one further down (which may be printed).
  var charts = document.querySelectorAll("figure.chart");
  if (charts.length) {
    var PAUSE = 700, LONG_PAUSE = 2000;
    var touched = window.performance.now(), wanted = false, begun = false;
    ["pointerdown", "keydown", "wheel", "scroll", "touchmove"].forEach(function (kind) {
      window.addEventListener(kind, function () { touched = window.performance.now(); }, { passive: true });
    });
    var drawWhenQuiet = function () {
      if (begun) return;
      var rest = (wanted ? PAUSE : LONG_PAUSE) - (window.performance.now() - touched);
      if (rest > 0) { window.setTimeout(drawWhenQuiet, rest); return; }
      begun = true;
      idle(function () { withScript("charts.js", function () { if (window.XIANJIAN_CHARTS) window.XIANJIAN_CHARTS(idle); }); });
    };
    var inSight = new IntersectionObserver(function (found) {
      if (!found.some(function (entry) { return entry.isIntersecting; })) return;
      wanted = true;
      inSight.disconnect();
      drawWhenQuiet();
    });
    each("figure.chart", function (chart) { inSight.observe(chart); });
    drawWhenQuiet();
  }
})();
