// SPDX-License-Identifier: Apache-2.0
// The page works without this too: then the first drawing and all tables are shown as they are.
'use strict';
(function () {
  const $ = (id) => document.getElementById(id);
  const stage = $('stage'), caption = $('caption'), find = $('find'), found = $('found');
  const plates = [...document.querySelectorAll('.plate')].map((svg) => {
    const b = svg.viewBox.baseVal;
    const area = { x: b.x, y: b.y, width: b.width, height: b.height };
    svg.removeAttribute('viewBox');
    return { svg, area, world: svg.querySelector('.world'), view: null, items: null };
  });
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  const FAR = 0.4, TINY = 0.06, MOST = 4, LEAST = 0.01, MANY = 150;
  let now = 0, frame = 0, play = null;

  // Cards out of sight are taken out of a large drawing, so that what is left moves smoothly.
  function cull(plate) {
    const v = plate.view, w = stage.clientWidth / v.zoom, h = stage.clientHeight / v.zoom;
    if (!plate.items) {
      plate.items = [...plate.world.querySelectorAll('[data-id]')].map((card) => {
        const [, x, y] = /translate\(([-.\de]+) ([-.\de]+)\)/.exec(card.getAttribute('transform'));
        const rect = card.querySelector('.far > rect');
        return { card, x: Number(x), y: Number(y), out: false,
          width: rect ? rect.width.baseVal.value : 400, height: rect ? rect.height.baseVal.value : 400 };
      });
    }
    if (plate.items.length < MANY) return;
    plate.items.forEach((item) => {
      const out = v.zoom >= FAR && (item.x > v.x + w || item.y > v.y + h
        || item.x + item.width < v.x || item.y + item.height < v.y);
      if (out !== item.out) item.card.style.display = out ? 'none' : '';
      item.out = out;
    });
  }

  // --- the view: a drawing's point p is seen at (p - origin) * zoom ---
  function show(view) {
    const plate = plates[now];
    plate.view = view;
    plate.world.setAttribute('transform',
      `matrix(${view.zoom} 0 0 ${view.zoom} ${-view.x * view.zoom} ${-view.y * view.zoom})`);
    plate.svg.classList.toggle('away', view.zoom < FAR);
    plate.svg.classList.toggle('tiny', view.zoom < TINY);
    cull(plate);
    $('scale').textContent = `${Math.round(view.zoom * 100)} %`;
  }

  function fitted(area, most) {
    const w = stage.clientWidth || 1, h = stage.clientHeight || 1;
    const zoom = Math.max(LEAST, Math.min(most, w / area.width, h / area.height));
    return { zoom, x: area.x + area.width / 2 - w / zoom / 2, y: area.y + area.height / 2 - h / zoom / 2 };
  }

  function go(to) {
    const from = plates[now].view, w = stage.clientWidth, h = stage.clientHeight;
    cancelAnimationFrame(frame);
    if (!from || still.matches) { show(to); return; }
    const start = performance.now();
    const middle = (v) => ({ x: v.x + w / v.zoom / 2, y: v.y + h / v.zoom / 2 });
    const a = middle(from), b = middle(to);
    frame = requestAnimationFrame(function step(time) {
      const part = Math.min(1, Math.max(0, (time - start) / 420));
      const eased = part < 0.5 ? 4 * part ** 3 : 1 - (2 - 2 * part) ** 3 / 2;
      const zoom = from.zoom * (to.zoom / from.zoom) ** eased;
      const x = a.x + (b.x - a.x) * eased, y = a.y + (b.y - a.y) * eased;
      show(part < 1 ? { zoom, x: x - w / zoom / 2, y: y - h / zoom / 2 } : to);
      if (part < 1) frame = requestAnimationFrame(step);
    });
  }

  function pan(dx, dy) {
    const v = plates[now].view;
    cancelAnimationFrame(frame);
    show({ zoom: v.zoom, x: v.x + dx / v.zoom, y: v.y + dy / v.zoom });
  }

  function zoomAt(factor, px, py) {
    const v = plates[now].view;
    const zoom = Math.min(MOST, Math.max(LEAST, v.zoom * factor));
    cancelAnimationFrame(frame);
    show({ zoom, x: v.x + px / v.zoom - px / zoom, y: v.y + py / v.zoom - py / zoom });
  }

  const zoomMiddle = (factor) => zoomAt(factor, stage.clientWidth / 2, stage.clientHeight / 2);

  function choose(number) {
    if (number === now && plates[now].view) return;
    cancelAnimationFrame(frame);
    plates[now].svg.setAttribute('hidden', '');
    now = number;
    plates[now].svg.removeAttribute('hidden');
    document.querySelectorAll('.tab').forEach((tab) => {
      tab.setAttribute('aria-pressed', String(Number(tab.dataset.plate) === now));
    });
    show(plates[now].view || fitted(plates[now].area, 1));
  }

  // --- cards ---
  function light(id) {
    document.querySelectorAll('.lit').forEach((card) => card.classList.remove('lit'));
    document.querySelectorAll('.current').forEach((article) => article.classList.remove('current'));
    document.querySelectorAll(`[data-id="${id}"]`).forEach((card) => card.classList.add('lit'));
  }

  function areaOf(number, id) {
    const card = plates[number].svg.querySelector(`[data-id="${id}"]`);
    const place = card && /translate\(([-.\d]+) ([-.\d]+)\)/.exec(card.getAttribute('transform'));
    const rect = card && card.querySelector('.far > rect');
    return place && { x: Number(place[1]), y: Number(place[2]),
      width: rect ? rect.width.baseVal.value : 240, height: rect ? rect.height.baseVal.value : 200 };
  }

  function reveal(id) {
    let number = areaOf(now, id) ? now : plates.findIndex((plate, i) => areaOf(i, id));
    if (number < 0) return;
    choose(number);
    light(id);
    const area = areaOf(number, id);
    go(fitted({ x: area.x - 160, y: area.y - 120, width: area.width + 320, height: area.height + 240 }, 1));
    const article = $(id);
    if (article) {
      article.classList.add('current');
      article.scrollIntoView({ block: 'nearest', behavior: still.matches ? 'auto' : 'smooth' });
    }
  }

  // --- search: names first, then fields, then meanings ---
  const entries = [];
  document.querySelectorAll('article.entity').forEach((article) => {
    const name = article.querySelector('.go').textContent;
    const text = (node) => (node ? node.textContent : '');
    entries.push({ id: article.id, name, where: '', low: name.toLowerCase(), rank: 0,
      about: text(article.querySelector('p')).toLowerCase() });
    const table = article.querySelector('table');
    if (!table) return;
    table.querySelectorAll('tbody tr').forEach((row) => {
      const field = text(row.cells[0]);
      entries.push({ id: article.id, name: field, where: name, low: field.toLowerCase(), rank: 1,
        about: text(row.cells[3]).toLowerCase() });
    });
  });

  function score(entry, wanted) {
    const at = entry.low.indexOf(wanted);
    if (at === 0) return (entry.low.length === wanted.length ? 0 : 1) * 2 + entry.rank;
    if (at > 0) return 4 + entry.rank;
    if ((`${entry.where}.${entry.low}`).toLowerCase().includes(wanted)) return 6;
    return entry.about.includes(wanted) ? 8 + entry.rank : -1;
  }

  function search() {
    const wanted = find.value.trim().toLowerCase();
    found.replaceChildren();
    found.hidden = wanted === '';
    find.setAttribute('aria-expanded', String(!found.hidden));
    find.removeAttribute('aria-activedescendant');
    if (found.hidden) return;
    const hits = entries.map((entry) => ({ entry, s: score(entry, wanted) }))
      .filter((hit) => hit.s >= 0)
      .sort((a, b) => a.s - b.s || a.entry.name.length - b.entry.name.length).slice(0, 50);
    hits.forEach(({ entry }, i) => {
      const line = document.createElement('li'), where = document.createElement('span');
      line.id = `hit-${i}`;
      line.dataset.go = entry.id;
      line.setAttribute('role', 'option');
      line.setAttribute('aria-selected', 'false');
      line.textContent = entry.name;
      where.textContent = entry.where;
      line.append(where);
      found.append(line);
    });
    if (hits.length === 0) {
      const line = document.createElement('li');
      line.textContent = find.dataset.none;
      found.append(line);
    } else select(0);
  }

  function select(number) {
    const lines = [...found.querySelectorAll('[data-go]')];
    if (lines.length === 0) return;
    const at = (number + lines.length) % lines.length;
    lines.forEach((line, i) => line.setAttribute('aria-selected', String(i === at)));
    find.setAttribute('aria-activedescendant', lines[at].id);
    lines[at].scrollIntoView({ block: 'nearest' });
  }

  function closeSearch() {
    found.hidden = true;
    find.setAttribute('aria-expanded', 'false');
  }

  find.addEventListener('input', search);
  find.addEventListener('keydown', (event) => {
    const at = [...found.querySelectorAll('[data-go]')]
      .findIndex((line) => line.getAttribute('aria-selected') === 'true');
    if (event.key === 'ArrowDown') select(at + 1);
    else if (event.key === 'ArrowUp') select(at - 1);
    else if (event.key === 'Enter' && at >= 0) {
      reveal(found.querySelectorAll('[data-go]')[at].dataset.go);
      closeSearch();
      stage.focus();
    } else if (event.key === 'Escape') { find.value = ''; closeSearch(); stage.focus(); }
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  found.addEventListener('click', (event) => {
    const line = event.target.closest('[data-go]');
    if (line) { reveal(line.dataset.go); closeSearch(); }
  });
  document.addEventListener('pointerdown', (event) => {
    if (!$('search').contains(event.target)) closeSearch();
  });

  // --- pointer ---
  const pointers = new Map();
  let moved = 0;
  stage.addEventListener('pointerdown', (event) => {
    if (event.target.closest('#zoom') || event.button > 1) return;
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    moved = 0;
  });
  stage.addEventListener('pointermove', (event) => {
    const last = pointers.get(event.pointerId);
    if (!last) return;
    const others = [...pointers].filter(([id]) => id !== event.pointerId).map(([, p]) => p);
    if (others.length > 0) {
      const o = others[0], box = stage.getBoundingClientRect();
      const before = Math.hypot(last.x - o.x, last.y - o.y) || 1;
      zoomAt(Math.hypot(event.clientX - o.x, event.clientY - o.y) / before, o.x - box.left, o.y - box.top);
    } else pan(last.x - event.clientX, last.y - event.clientY);
    moved += Math.abs(last.x - event.clientX) + Math.abs(last.y - event.clientY);
    if (moved > 4 && !stage.hasPointerCapture(event.pointerId)) {
      stage.setPointerCapture(event.pointerId);
      stage.classList.add('moving');
    }
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  });
  function release(event) {
    pointers.delete(event.pointerId);
    stage.classList.remove('moving');
  }
  stage.addEventListener('pointerup', release);
  stage.addEventListener('pointercancel', release);
  stage.addEventListener('click', (event) => {
    const card = event.target.closest('[data-id]');
    if (!card || moved > 4 || !$(card.dataset.id)) return;
    light(card.dataset.id);
    $(card.dataset.id).classList.add('current');
    $(card.dataset.id).scrollIntoView({ block: 'nearest' });
  });
  stage.addEventListener('wheel', (event) => {
    const box = stage.getBoundingClientRect();
    event.preventDefault();
    const unit = event.deltaMode === 1 ? 20 : 1;
    if (event.ctrlKey || event.metaKey)
      zoomAt(Math.exp(-event.deltaY * unit / 300), event.clientX - box.left, event.clientY - box.top);
    else if (event.shiftKey && event.deltaX === 0) pan(event.deltaY * unit, 0);
    else pan(event.deltaX * unit, event.deltaY * unit);
  }, { passive: false });

  // --- stories ---
  function tell(step) {
    const line = play.steps[step];
    play.at = step;
    caption.querySelector('p').textContent = line.textContent;
    [...$('dots').children].forEach((dot, i) => dot.classList.toggle('on', i === step));
    const [x, y, width, height] = line.dataset.area.split(' ').map(Number);
    const number = Number(line.dataset.plate);
    const cut = number !== now;
    choose(number);
    (cut ? show : go)(fitted({ x, y, width, height }, 1.5));
  }

  function start(story, step) {
    play = { steps: [...story.querySelectorAll('li')], at: 0 };
    $('dots').replaceChildren(...play.steps.map(() => document.createElement('i')));
    document.body.classList.add('playing');
    caption.hidden = false;
    stage.focus();
    tell(step);
  }

  function end() {
    play = null;
    caption.hidden = true;
    document.body.classList.remove('playing');
    go(fitted(plates[now].area, 1));
  }

  const turn = (by) => {
    if (play) tell(Math.min(play.steps.length - 1, Math.max(0, play.at + by)));
  };

  document.querySelectorAll('.story').forEach((story) => {
    story.querySelector('.play').addEventListener('click', () => start(story, 0));
    story.querySelectorAll('li').forEach((line, i) => line.addEventListener('click', () => start(story, i)));
  });
  $('step-back').addEventListener('click', () => turn(-1));
  $('step-on').addEventListener('click', () => turn(1));
  $('step-end').addEventListener('click', end);

  // --- keys ---
  const telling = {
    ArrowRight: () => turn(1), ' ': () => turn(1), PageDown: () => turn(1), Enter: () => turn(1),
    ArrowLeft: () => turn(-1), PageUp: () => turn(-1), Backspace: () => turn(-1),
    Home: () => tell(0), End: () => tell(play.steps.length - 1), Escape: end,
  };
  const looking = {
    ArrowRight: () => pan(60, 0), ArrowLeft: () => pan(-60, 0),
    ArrowDown: () => pan(0, 60), ArrowUp: () => pan(0, -60),
    '+': () => zoomMiddle(1.25), '=': () => zoomMiddle(1.25), '-': () => zoomMiddle(0.8),
    0: () => zoomMiddle(1 / plates[now].view.zoom), 1: () => go(fitted(plates[now].area, 1)),
  };
  document.addEventListener('keydown', (event) => {
    const inside = event.target.closest('input, aside');
    if (event.ctrlKey || event.metaKey || event.altKey || event.target === find) return;
    if (event.key === '/') { find.focus(); find.select(); event.preventDefault(); return; }
    const button = event.target.closest('button') && (event.key === ' ' || event.key === 'Enter');
    const action = play ? telling[event.key] : (inside ? null : looking[event.key]);
    if (!action || button) return;
    action();
    event.preventDefault();
  });

  // --- the rest ---
  document.querySelectorAll('.tab').forEach((tab) => {
    tab.addEventListener('click', () => choose(Number(tab.dataset.plate)));
  });
  document.querySelectorAll('.go').forEach((button) => {
    button.addEventListener('click', () => reveal(button.closest('article').id));
  });
  $('zoom-in').addEventListener('click', () => zoomMiddle(1.25));
  $('zoom-out').addEventListener('click', () => zoomMiddle(0.8));
  $('zoom-fit').addEventListener('click', () => go(fitted(plates[now].area, 1)));
  $('side').addEventListener('click', () => document.body.classList.toggle('folded'));
  $('theme').addEventListener('click', () => {
    const root = document.documentElement;
    const dark = root.dataset.theme
      ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = dark ? 'light' : 'dark';
  });
  addEventListener('beforeprint', () => {
    (plates[now].items || []).forEach((item) => { item.card.style.display = ''; item.out = false; });
  });
  new ResizeObserver(() => {
    if (play) tell(play.at);
  }).observe(stage);
  choose(0);
}());
