// What is wrong with a page for somebody who does not see it, or uses no mouse: a list of sentences, empty where nothing is.
// Names of controls and tables, order of headings and of focus, contrast of every text with what lies behind it (WCAG 2.2, AA).
() => {
  const faults = [];
  const name = e => e.tagName.toLowerCase() + (e.id ? '#' + e.id : '') + (e.className && e.className.baseVal === undefined ? '.' + String(e.className).split(' ')[0] : '');
  const fault = (what, e) => faults.push(what + ': ' + name(e) + ' ' + (e.textContent || '').trim().slice(0, 20));
  const all = s => [...document.querySelectorAll(s)];
  all('input').forEach(e => { if (!e.labels.length && !e.getAttribute('aria-label')) fault('no label', e); });
  all('img').forEach(e => { if (!e.alt) fault('no alt', e); });
  all('a[href], button').forEach(e => { if (!(e.textContent.trim() || e.getAttribute('aria-label'))) fault('no name', e); });
  all('[aria-labelledby], [aria-controls]').forEach(e => { for (const a of ['aria-labelledby', 'aria-controls']) { const id = e.getAttribute(a); if (id && !document.getElementById(id)) fault('no such ' + a, e); } });
  if (all('h1').length !== 1) faults.push('h1: ' + all('h1').length);
  let level = 1;
  all('h1, h2, h3, h4').forEach(e => { const l = Number(e.tagName[1]); if (l > level + 1) fault('heading skips', e); level = l; });
  all('table').forEach(t => { if (!t.querySelector('caption') && !t.closest('[aria-label], [aria-labelledby]')) fault('table without name', t); });
  all('[tabindex]').forEach(e => { if (e.tabIndex > 0) fault('own focus order', e); });
  // what stands outside of every landmark is passed over by whoever goes from one to the next; two of one name are one
  all('body > *').forEach(e => { if (!e.matches('main, header, footer, nav, aside, [role=region], .skip') && e.textContent.trim() && e.getClientRects().length) fault('in no landmark', e); });
  const named = all('aside, nav, [role=region], [role=search]').map(e => (e.getAttribute('role') || e.tagName) + ' ' + (e.getAttribute('aria-label') || e.getAttribute('aria-labelledby') || ''));
  named.forEach((n, at) => { if (named.indexOf(n) !== at) faults.push('two landmarks of one name: ' + n); });
  all('button, summary, input').forEach(e => { const r = e.getBoundingClientRect(); if (r.width && innerWidth < 640 && (r.height < 24 || r.width < 24)) fault('too small to touch: ' + Math.round(r.width) + '×' + Math.round(r.height), e); });
  const rgb = c => (c.match(/[\d.]+/g) || []).map(Number);
  const lum = c => { const [r, g, b] = c.map(v => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const ground = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c.slice(0, 3); } return [255, 255, 255]; };
  const seen = new Set();
  all('main *, header *, footer, .banner').forEach(e => {
    if (e.closest('svg, .plot') || ![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) || !e.getClientRects().length) return;
    const s = getComputedStyle(e), c = rgb(s.color).slice(0, 3), g = ground(e), a = lum(c), b = lum(g);
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const key = c + '|' + g;
    if (ratio < 4.5 && !seen.has(key)) { seen.add(key); fault('contrast ' + ratio.toFixed(2), e); }
  });
  return faults;
}
