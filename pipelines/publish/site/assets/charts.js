// Draws the charts of a page from the tables on it. Kinds: strip (a dot for each row on a line for each group, medians marked),
// bar, hbar (counts), line (over years, gaps stay gaps), points. Plotly is loaded from beside this file. Classic script.
(function () {
  "use strict";
  var root = document.body.dataset.root;
  var quiet = { displayModeBar: false, responsive: true, doubleClick: false, showTips: false };

  // --- reading a table ----------------------------------------------------------------------------------------
  function column(table, key) {
    var heads = table.tHead.rows[table.tHead.rows.length - 1].cells;
    for (var i = 0; i < heads.length; i += 1) { if (heads[i].dataset.key === key) { return { at: i, title: titleOf(heads[i]) }; } }
    throw new Error("no column " + key + " in table " + table.id);
  }

  function titleOf(head) {
    return (head.querySelector("button") || head.firstChild).textContent.trim();
  }

  function text(cell) { return cell.textContent.trim(); }
  function number(cell) { return cell.dataset.v === undefined ? null : Number(cell.dataset.v); }

  // A number as its cell shows it: a quotient has more digits than anybody reads.
  function shown(cell) { return text(cell.querySelector("a") || cell); }

  // Who a row is about, and where its figure leads: the quote in the cell, or else the page of the row.
  function link(row, cell) {
    var found = (cell && cell.querySelector("a")) || row.querySelector("a");
    return found ? found.href : "";
  }

  function rowsOf(figure) {
    return Array.prototype.slice.call(document.getElementById(figure.dataset.table).tBodies[0].rows);
  }

  // --- the kinds ----------------------------------------------------------------------------------------------
  function layout(title, height) {
    function axis(more) { return Object.assign({ automargin: true, fixedrange: true, zeroline: false, ticks: "", showline: false, separatethousands: true }, more); }
    return {
      height: height, autosize: true, showlegend: false, dragmode: false, hovermode: "closest", separators: ".,",
      paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)", margin: { l: 8, r: 24, t: 10, b: 8 }, font: { size: 13 },
      xaxis: axis({ title: { text: title, standoff: 8 } }), yaxis: axis({}),
      legend: { orientation: "h", x: 0, y: 1, yanchor: "bottom" }
    };
  }

  // Dots that would cover each other move up and down by turns, always in the same way.
  function spread(values, log) {
    var at = values.map(function (value) { return log ? Math.log(value) : value; });
    var low = Math.min.apply(null, at), span = (Math.max.apply(null, at) - low) || 1, taken = {};
    return at.map(function (value) {
      var bin = Math.round((value - low) / span * 60), n = taken[bin] = (taken[bin] || 0) + 1;
      return Math.max(-0.4, Math.min(0.4, (n % 2 ? -1 : 1) * Math.floor(n / 2) * 0.09));
    });
  }

  function strip(figure) {
    var table = document.getElementById(figure.dataset.table), x = column(table, figure.dataset.x);
    var split = figure.dataset.split ? column(table, figure.dataset.split).at : -1, log = "log" in figure.dataset;
    var groups = {}, names = [], medians = JSON.parse(figure.dataset.medians || "{}");
    rowsOf(figure).forEach(function (row) {
      var value = number(row.cells[x.at]), name = split < 0 ? "" : text(row.cells[split]);
      if (value === null || (log && value <= 0)) { return; }
      if (!groups[name]) { groups[name] = []; names.push(name); }
      groups[name].push([value, text(row.cells[0]) + "<br>" + shown(row.cells[x.at]), link(row, row.cells[x.at])]);
    });
    var dots = { type: "scatter", mode: "markers", x: [], y: [], text: [], customdata: [], marker: { size: 10 }, hovertemplate: "%{text}<extra></extra>" };
    var middles = { type: "scatter", mode: "markers", x: [], y: [], marker: { symbol: "line-ns-open", size: 34, line: { width: 3 } }, hovertemplate: "中位数 %{x:,.2~f}<extra></extra>" };
    names.sort().reverse().forEach(function (name, i) {
      var group = groups[name], moved = spread(group.map(function (dot) { return dot[0]; }), log);
      group.forEach(function (dot, k) { dots.x.push(dot[0]); dots.y.push(i + moved[k]); dots.text.push(dot[1]); dots.customdata.push(dot[2]); });
      if (medians[name] !== undefined) { middles.x.push(Number(medians[name])); middles.y.push(i); }
    });
    var drawn = layout(x.title + (figure.dataset.unit ? "（" + figure.dataset.unit + "）" : ""), 76 + 52 * names.length);
    drawn.yaxis.tickvals = names.map(function (_, i) { return i; });
    drawn.yaxis.ticktext = names.map(function (name) { return name + "（" + groups[name].length + "）"; });
    drawn.yaxis.range = [-0.6, names.length - 0.4];
    // all the same: the one number, no steps around it that nobody has
    if (dots.x.every(function (value) { return value === dots.x[0]; })) { drawn.xaxis.tickvals = [dots.x[0]]; }
    // few steps of a logarithmic axis have a number; over a short way a plain axis says the same and more
    if (log && Math.max.apply(null, dots.x) > 10 * Math.min.apply(null, dots.x)) { drawn.xaxis.type = "log"; drawn.xaxis.dtick = "D2"; drawn.xaxis.exponentformat = "none"; }
    return { data: [dots, middles], layout: drawn };
  }

  // Labels that would touch are slanted: Plotly slants only what overlaps, and "100 100–105" reads as one. A Chinese letter is as
  // wide as two others.
  function slanted(place, labels) {
    var widest = Math.max.apply(null, labels.map(function (label) { return label.replace(/[^\x00-\xff]/g, "xx").length; }));
    return widest * 7 + 8 > (place.clientWidth - 60) / labels.length;
  }

  function series(figure) {
    var table = document.getElementById(figure.dataset.table), x = column(table, figure.dataset.x), rows = rowsOf(figure);
    return { x: x, of: figure.dataset.y.split(" ").map(function (key) {
      var y = column(table, key);
      return { name: y.title, at: rows.map(function (row) { return text(row.cells[x.at]); }),
        values: rows.map(function (row) { return number(row.cells[y.at]); }),
        links: rows.map(function (row) { return link(row, row.cells[y.at]); }) };
    }) };
  }

  function bars(figure) {
    var lying = figure.dataset.kind === "hbar", all = series(figure), n = all.of[0].at.length;
    var drawn = layout(lying ? figure.dataset.unit || "" : all.x.title, lying ? 70 + 24 * n * all.of.length : 300);
    drawn.bargap = lying ? 0.35 : 0.06;
    drawn.showlegend = all.of.length > 1;
    drawn[lying ? "yaxis" : "xaxis"].type = "category";
    if (!lying && slanted(figure.querySelector(".plot"), all.of[0].at)) { drawn.xaxis.tickangle = 35; }
    if (lying) { drawn.yaxis.autorange = "reversed"; drawn.xaxis.rangemode = "tozero"; } else { drawn.yaxis.rangemode = "tozero"; drawn.margin.t = 28; }
    return { layout: drawn, data: all.of.map(function (one) {
      return { type: "bar", orientation: lying ? "h" : "v", name: one.name, x: lying ? one.values : one.at, y: lying ? one.at : one.values, customdata: one.links,
        text: one.values.map(function (value) { return value === null ? "" : String(value); }), textposition: "outside", cliponaxis: false,
        hovertemplate: (lying ? "%{y}：%{x}" : "%{x}：%{y}") + "<extra></extra>" };
    }) };
  }

  // On paper without colours, and for whoever does not tell them apart, each line has a sign of its own.
  var SIGNS = ["circle", "square", "diamond", "triangle-up", "x", "cross"];

  // A year that has no row keeps its place and breaks the line: four years apart is not next to each other.
  function everyYear(one) {
    var years = one.at.map(Number), last = years.length - 1, step = years[0] > years[last] ? -1 : 1;
    if (!one.at.every(function (label, i) { return /^\d{4}$/.test(label) && (i === 0 || (years[i] - years[i - 1]) * step > 0); })) { return one; }
    var full = { name: one.name, at: [], values: [], links: [] };
    for (var year = years[0]; last >= 0 && (years[last] - year) * step >= 0; year += step) {
      var i = years.indexOf(year);
      full.at.push(String(year));
      full.values.push(i < 0 ? null : one.values[i]);
      full.links.push(i < 0 ? "" : one.links[i]);
    }
    return full;
  }

  function lines(figure) {
    var all = series(figure), drawn = layout(all.x.title, 320);
    drawn.showlegend = all.of.length > 1;
    drawn.margin.t = 28;
    // the first label is wide and would stand in the nought of the other axis
    Object.assign(drawn.xaxis, { type: "category", ticks: "outside", ticklen: 8, tickcolor: "rgba(0,0,0,0)" });
    if (slanted(figure.querySelector(".plot"), all.of[0].at)) { drawn.xaxis.tickangle = 35; }
    if ("latestFirst" in figure.dataset) { drawn.xaxis.autorange = "reversed"; }
    if ("log" in figure.dataset) { drawn.yaxis.type = "log"; drawn.yaxis.exponentformat = "none"; drawn.yaxis.dtick = "D2"; } else { drawn.yaxis.rangemode = "tozero"; }
    return { layout: drawn, data: all.of.map(everyYear).map(function (one, i) {
      return { type: "scatter", mode: figure.dataset.kind === "line" ? "lines+markers" : "markers", name: one.name, x: one.at, y: one.values, customdata: one.links,
        connectgaps: false, marker: { size: 10, symbol: SIGNS[i % SIGNS.length] }, hovertemplate: one.name + "<br>%{x}：%{y}<extra></extra>" };
    }) };
  }

  var kinds = { strip: strip, bar: bars, hbar: bars, line: lines, points: lines };

  function draw(figure) {
    var place = figure.querySelector(".plot"), made = kinds[figure.dataset.kind](figure);
    place.classList.add("drawn", figure.dataset.kind);
    window.Plotly.newPlot(place, made.data, made.layout, quiet);
    place.on("plotly_click", function (click) {
      var page = click.points[0].customdata;
      if (page) { window.location.href = page; }
    });
  }

  // --- Plotly -------------------------------------------------------------------------------------------------
  // Its rules come as a file, since our policy lets no script write any; a part of it that we never use puts a sheet into the
  // page as soon as it is read, which would be refused with a complaint: that sheet is not put in at all.
  function loadPlotly(then) {
    var head = document.head, append = head.appendChild, sheet = document.createElement("link"), script = document.createElement("script");
    Object.assign(sheet, { rel: "stylesheet", href: root + "assets/plotly.css", id: "plotly.js-style-global", className: "no-inline-styles" });
    append.call(head, sheet);
    head.appendChild = function (node) { return node.nodeName === "STYLE" ? node : append.call(head, node); };
    script.src = root + "assets/plotly.min.js";
    script.onload = function () { delete head.appendChild; then(); };
    append.call(head, script);
  }

  function resize(width) {
    document.querySelectorAll(".plot.drawn").forEach(function (place) {
      window.Plotly.relayout(place, width ? { width: width, autosize: false } : { width: null, autosize: true });
    });
  }

  // What is within a screen of what is seen is drawn, one chart after the other, each when the browser has time for it (idle: what
  // calls a function then); one further down when the reader comes near, or when the page is printed.
  window.XIANJIAN_CHARTS = function (idle) {
    var waiting = new Set(document.querySelectorAll("figure.chart")), near = [], busy = false;
    function drawOnce(figure) { if (waiting.delete(figure)) { draw(figure); } }
    function next() {
      busy = near.length > 0;
      if (!busy) { document.body.classList.add("charted"); return; }
      drawOnce(near.shift());
      idle(next);
    }
    loadPlotly(function () {
      var watch = new IntersectionObserver(function (found) {
        found.forEach(function (entry) { if (entry.isIntersecting) { watch.unobserve(entry.target); near.push(entry.target); } });
        if (!busy) { next(); }
      }, { rootMargin: "100% 0px" });
      waiting.forEach(function (figure) { watch.observe(figure); });
      window.addEventListener("beforeprint", function () { waiting.forEach(drawOnce); resize(660); });
      window.addEventListener("afterprint", function () { resize(0); });
    });
  };
})();
