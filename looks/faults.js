// What cannot be read on the page as it is drawn now; returns [{kind, where, text}].
() => {
  const OVERLAP = 0.35, EMPTY = 200, SMALL = 9, SHORT = 4, LONGEST_WORD = 30, MOST_BOXES = 4000;
  const found = [];
  const place = element => element.closest('[id]')?.id || element.closest('section,figure,table')?.tagName.toLowerCase() || 'body';
  const say = (kind, element, text) => found.push({kind, where: place(element), text: text.trim().replace(/\s+/g, ' ').slice(0, 60)});
  const seen = element => element.checkVisibility({opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true});
  const cut = element => {  // kept for screen readers alone
    for (let each = element; each; each = each.parentElement) {
      const style = getComputedStyle(each);
      if (style.clip !== 'auto' || style.clipPath !== 'none' || (each.clientWidth <= 1 && style.overflow === 'hidden')) return true;
    }
    return false;
  };

  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || !seen(element) || element.closest('script,style,title,desc,option') || cut(element)) continue;
    texts.push({node, element});
    if (texts.length >= MOST_BOXES) break;
  }
  const rangeOf = (node, start, end) => { const range = document.createRange(); range.setStart(node, start); range.setEnd(node, end); return range; };
  const lines = range => new Set([...range.getClientRects()].filter(box => box.width > 0).map(box => Math.round(box.top))).size;

  const boxes = texts.flatMap(({node, element}) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()].filter(box => box.width > 1 && box.height > 1).map(box => ({box, element, text: node.data}));
  }).sort((a, b) => a.box.top - b.box.top);
  boxes.forEach((one, at) => {
    for (let next = at + 1; next < boxes.length && boxes[next].box.top < one.box.bottom; next++) {
      const other = boxes[next];
      if (one.text === other.text && one.element === other.element) continue;
      const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      if (across > 2 && down > OVERLAP * Math.min(one.box.height, other.box.height)) say('overlap', one.element, `${one.text} × ${other.text}`);
    }
  });

  for (const {node, element} of texts) {
    if (element.closest('svg')) continue;
    for (const word of node.data.matchAll(/[A-Za-z0-9][A-Za-z0-9.,:]*[A-Za-z0-9]/g)) {
      if (word[0].length <= LONGEST_WORD && lines(rangeOf(node, word.index, word.index + word[0].length)) > 1) say('broken', element, word[0]);
    }
    const whole = node.data.trim();
    const label = element.closest('th,td,button,summary,dt,a,label,.tag');
    if (label && label.textContent.trim() === whole && whole.length <= SHORT && /^[\u4e00-\u9fff]+$/.test(whole)) {
      const start = node.data.indexOf(whole);
      if (lines(rangeOf(node, start, start + whole.length)) > 1) say('broken', element, whole);
    }
  }

  const scaled = element => {
    const drawing = element.closest('svg');
    const matrix = drawing && element.getScreenCTM ? element.getScreenCTM() : null;
    return parseFloat(getComputedStyle(element).fontSize) * (matrix ? Math.hypot(matrix.b, matrix.d) : 1);
  };
  const smallest = new Map();  // one for each part of the page
  if (innerWidth <= 500) for (const {node, element} of texts) {
    const size = scaled(element), part = place(element);
    if (size < SMALL && size < (smallest.get(part)?.size ?? SMALL)) smallest.set(part, {size, element, text: node.data});
  }
  for (const {size, element, text} of smallest.values()) say('small', element, `${size.toFixed(1)}px ${text}`);

  const filled = [...boxes.map(each => each.box), ...[...document.querySelectorAll('svg *,img,input,select,textarea,canvas,button')]
    .filter(element => !element.closest('defs,title') && seen(element)).map(element => element.getBoundingClientRect())]
    .filter(box => box.width > 0 || box.height > 0).sort((a, b) => a.top - b.top);
  const read = texts.length < MOST_BOXES ? Infinity : boxes.at(-1).box.top;  // below it texts stand that were not measured
  const drawn = element => {
    const style = getComputedStyle(element);
    return style.borderTopWidth !== '0px' && style.borderTopStyle !== 'none' || !['rgba(0, 0, 0, 0)', getComputedStyle(document.body).backgroundColor].includes(style.backgroundColor);
  };
  for (const element of document.querySelectorAll('main *:not(svg *, td, th, tr, tbody, table)')) {
    const box = element.getBoundingClientRect();
    if (box.height <= EMPTY || box.width <= EMPTY || box.bottom > read || !seen(element) || !drawn(element)) continue;
    let edge = box.top, gap = 0;
    for (const each of filled) {
      if (each.bottom < box.top || each.top > box.bottom || each.right < box.left || each.left > box.right) continue;
      gap = Math.max(gap, each.top - edge);
      edge = Math.max(edge, each.bottom);
    }
    gap = Math.max(gap, box.bottom - edge);
    if (gap > EMPTY) say('empty', element, `${Math.round(gap)}px in <${element.tagName.toLowerCase()} class="${element.className}"> ${element.textContent}`);
  }
  return found;
}
