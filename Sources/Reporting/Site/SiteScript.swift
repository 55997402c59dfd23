/// Sorting and filtering of the tables; every page is complete without it.
enum SiteScript {
  static let text = """
    (function () {
      'use strict';
      var ranks = { works: 0, worse: 1, limited: 1, breaks: 2, 'not tested': 3, unknown: 3, '\\u2013': 4 };
      var all = function (selector, node) {
        return Array.prototype.slice.call((node || document).querySelectorAll(selector));
      };
      function value(row, index) {
        var cell = row.cells[index];
        var text = cell ? cell.textContent.trim().toLowerCase() : '';
        if (text in ranks) { return ranks[text]; }
        return /^\\d+$/.test(text) ? Number(text) : text;
      }
      function compare(a, b) {
        if (typeof a === typeof b) { return a < b ? -1 : a > b ? 1 : 0; }
        return typeof a === 'number' ? -1 : 1;
      }
      all('table.sortable').forEach(function (table) {
        var heads = all('thead th', table);
        heads.forEach(function (head, index) {
          var button = document.createElement('button');
          button.type = 'button';
          button.textContent = head.textContent;
          head.textContent = '';
          head.appendChild(button);
          button.addEventListener('click', function () {
            var down = head.getAttribute('aria-sort') === 'ascending';
            heads.forEach(function (other) { other.removeAttribute('aria-sort'); });
            head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
            var body = table.tBodies[0];
            all('tr', body).map(function (row, place) { return [value(row, index), place, row]; })
              .sort(function (a, b) { return (down ? -1 : 1) * compare(a[0], b[0]) || a[1] - b[1]; })
              .forEach(function (entry) { body.appendChild(entry[2]); });
          });
        });
      });
      var bar = document.querySelector('.filter');
      if (!bar) { return; }
      var controls = all('input,select', bar);
      var shown = document.getElementById('shown');
      var items = all('.item');
      function apply() {
        var count = 0;
        items.forEach(function (item) {
          var fits = controls.every(function (control) {
            if (!control.value) { return true; }
            if (control.id === 'find') {
              return control.value.toLowerCase().split(/\\s+/).every(function (word) {
                return item.textContent.toLowerCase().indexOf(word) >= 0;
              });
            }
            return item.dataset[control.id] === control.value;
          });
          item.hidden = !fits;
          count += fits ? 1 : 0;
        });
        shown.value = count + ' of ' + items.length;
      }
      function remember() {
        var parts = controls.filter(function (control) { return control.value; }).map(function (control) {
          return control.id + '=' + encodeURIComponent(control.value);
        });
        history.replaceState(null, '', parts.length ? '#?' + parts.join('&') : '#');
        carry();
      }
      // The filter goes along to the page of another client.
      function carry() {
        all('.who a').forEach(function (link) { link.hash = location.hash.slice(0, 2) === '#?' ? location.hash : ''; });
      }
      function recall() {
        if (location.hash.slice(0, 2) !== '#?') { return; }
        location.hash.slice(2).split('&').forEach(function (part) {
          var at = part.indexOf('=');
          var control = at > 0 && document.getElementById(part.slice(0, at));
          try { if (controls.indexOf(control) >= 0) { control.value = decodeURIComponent(part.slice(at + 1)); } }
          catch (error) { return; }
        });
      }
      bar.hidden = false;
      controls.forEach(function (control) {
        control.addEventListener('input', function () { apply(); remember(); });
      });
      addEventListener('hashchange', function () { recall(); apply(); carry(); });
      recall();
      apply();
      carry();
    })();
    """
}
