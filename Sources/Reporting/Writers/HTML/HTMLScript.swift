/// The script of the page: filters that survive in the address, keys, copying, and opening what a link points
/// into. The page is complete without it.
enum HTMLScript {
  static let text = """
    (function () {
      'use strict';
      var all = function (selector, node) {
        return Array.prototype.slice.call((node || document).querySelectorAll(selector));
      };
      var controls = ['find', 'level', 'verdict', 'area'].map(function (name) {
        return document.getElementById(name);
      });
      var shown = document.getElementById('shown');
      var items = all('.item');
      var texts = [];
      var current = null;
      function words(node, name) { return (node.dataset[name] || '').split(' '); }
      function textOf(index) {
        if (texts[index] === undefined) { texts[index] = items[index].textContent.toLowerCase(); }
        return texts[index];
      }
      function apply() {
        var find = controls[0].value.toLowerCase().split(/\\s+/).filter(Boolean);
        var causes = [0, 0];
        var rows = [0, 0];
        items.forEach(function (item, index) {
          var fits = controls.slice(1).every(function (control) {
            return !control.value || words(item, control.id).indexOf(control.value) >= 0;
          }) && find.every(function (word) { return textOf(index).indexOf(word) >= 0; });
          item.hidden = !fits;
          var count = item.tagName === 'ARTICLE' ? causes : item.id ? rows : null;
          if (count) { count[0] += fits ? 1 : 0; count[1] += 1; }
        });
        all('.area').forEach(function (area) { area.hidden = !area.querySelector('.item:not([hidden])'); });
        shown.value = causes[0] + ' of ' + causes[1] + ' causes, ' + rows[0] + ' of ' + rows[1] + ' requirements';
      }
      function remember() {
        var parts = controls.filter(function (control) { return control.value; }).map(function (control) {
          return control.id + '=' + encodeURIComponent(control.value);
        });
        history.replaceState(null, '', parts.length ? '#?' + parts.join('&') : '#');
      }
      function recall(query) {
        var values = {};
        query.split('&').forEach(function (part) {
          var at = part.indexOf('=');
          if (at > 0) { values[part.slice(0, at)] = decodeURIComponent(part.slice(at + 1)); }
        });
        controls.forEach(function (control) { control.value = values[control.id] || ''; });
        apply();
      }
      function clear() {
        controls.forEach(function (control) { control.value = ''; });
        apply();
      }
      function show(target) {
        if (target.hidden || target.closest('[hidden]')) { clear(); }
        for (var node = target; node; node = node.parentElement) {
          if (node.tagName === 'DETAILS') { node.open = true; }
        }
        target.scrollIntoView();
      }
      function follow() {
        var name = location.hash.slice(1);
        try { name = decodeURIComponent(name); } catch (error) { return; }
        if (name.charAt(0) === '?') { recall(location.hash.slice(2)); return; }
        var target = name && document.getElementById(name);
        if (!target) { return; }
        current = target.closest('article') || current;
        show(target);
      }
      function step(by) {
        var causes = all('article:not([hidden])');
        if (!causes.length) { return; }
        var at = causes.indexOf(current);
        current = causes[at < 0 ? (by > 0 ? 0 : causes.length - 1) : Math.max(0, Math.min(causes.length - 1, at + by))];
        current.tabIndex = -1;
        current.focus({ preventScroll: true });
        current.scrollIntoView();
      }
      function key(event) {
        var isTyping = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
        if (event.key === 'Escape') {
          clear();
          remember();
          if (isTyping) { event.target.blur(); }
          return;
        }
        if (isTyping || event.ctrlKey || event.metaKey || event.altKey) { return; }
        if (event.key === '/') { controls[0].focus(); controls[0].select(); }
        else if (event.key === 'j') { step(1); }
        else if (event.key === 'k') { step(-1); }
        else if (event.key === 'o') {
          var exchange = current && current.querySelector('.exchange');
          if (!exchange) { return; }
          exchange.open = !exchange.open;
        } else { return; }
        event.preventDefault();
      }
      function addButton(parent, label, node, text) {
        var button = document.createElement('button');
        button.type = 'button';
        button.textContent = label;
        button.addEventListener('click', function () {
          function select() {
            var range = document.createRange();
            range.selectNodeContents(node);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
            button.textContent = 'selected';
          }
          if (!navigator.clipboard) { select(); return; }
          navigator.clipboard.writeText(text()).then(function () {
            button.textContent = 'copied';
          }, select);
        });
        parent.appendChild(button);
      }
      function addCopy(figure) {
        var line = figure.querySelector('pre');
        addButton(figure.querySelector('figcaption'), 'copy', line, function () { return line.textContent; });
      }
      function wordsOf(node) { return node ? node.textContent.replace(/\\s+/g, ' ').trim() : ''; }
      function issueOf(cause) {
        var title = cause.querySelector('h3').cloneNode(true);
        all('.badge, .self, button', title).forEach(function (node) { node.remove(); });
        var parts = ['# ' + wordsOf(title), wordsOf(document.querySelector('h1'))];
        all('.breaks > li', cause).slice(0, 6).forEach(function (item) { parts.push('- ' + wordsOf(item)); });
        [['Expected', '.expected pre'], ['Got', '.got pre'], ['To reproduce', '.shell pre']].forEach(function (pair) {
          var found = cause.querySelector(pair[1]);
          if (found) { parts.push('## ' + pair[0], '```\\n' + found.textContent + '\\n```'); }
        });
        return parts.concat(wordsOf(document.querySelector('.made'))).join('\\n\\n') + '\\n';
      }
      document.querySelector('.filter').hidden = false;
      controls.forEach(function (control) {
        control.addEventListener('input', function () { apply(); remember(); });
      });
      all('figure.shell').forEach(addCopy);
      all('article.cause').forEach(function (cause) {
        var title = cause.querySelector('h3');
        addButton(title, 'copy as issue', cause, function () { return issueOf(cause); });
      });
      addEventListener('hashchange', follow);
      addEventListener('keydown', key);
      apply();
      follow();
    })();
    """
}
