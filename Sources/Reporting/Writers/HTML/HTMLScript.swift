/// The script of the page: filters, copying, and opening what a link points into. The page is complete
/// without it.
enum HTMLScript {
  static let text = """
    (function () {
      'use strict';
      var find = document.getElementById('find');
      var verdict = document.getElementById('verdict');
      var level = document.getElementById('level');
      var shown = document.getElementById('shown');
      var rows = Array.prototype.slice.call(document.querySelectorAll('#requirements tbody tr'));
      var texts = rows.map(function (row) { return row.textContent.toLowerCase(); });
      function apply() {
        var words = find.value.toLowerCase().split(/\\s+/).filter(Boolean);
        var count = 0;
        rows.forEach(function (row, index) {
          var fits = (!verdict.value || row.dataset.verdict === verdict.value) &&
            (!level.value || row.dataset.level === level.value) &&
            words.every(function (word) { return texts[index].indexOf(word) >= 0; });
          row.hidden = !fits;
          if (fits) { count += 1; }
        });
        Array.prototype.forEach.call(document.querySelectorAll('.area'), function (area) {
          area.hidden = !area.querySelector('tbody tr:not([hidden])');
        });
        shown.value = count + ' of ' + rows.length;
      }
      function reveal() {
        var name = decodeURIComponent(location.hash.slice(1));
        var target = name && document.getElementById(name);
        if (!target) { return; }
        if (target.hidden || target.closest('[hidden]')) {
          find.value = '';
          verdict.value = '';
          level.value = '';
          apply();
        }
        for (var node = target; node; node = node.parentElement) {
          if (node.tagName === 'DETAILS') { node.open = true; }
        }
        target.scrollIntoView();
      }
      function addCopy(figure) {
        var line = figure.querySelector('pre');
        var button = document.createElement('button');
        button.type = 'button';
        button.textContent = 'copy';
        button.addEventListener('click', function () {
          function select() {
            var range = document.createRange();
            range.selectNodeContents(line);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
            button.textContent = 'selected';
          }
          if (!navigator.clipboard) { select(); return; }
          navigator.clipboard.writeText(line.textContent).then(function () {
            button.textContent = 'copied';
          }, select);
        });
        figure.querySelector('figcaption').appendChild(button);
      }
      document.querySelector('.filter').hidden = false;
      [find, verdict, level].forEach(function (control) { control.addEventListener('input', apply); });
      Array.prototype.forEach.call(document.querySelectorAll('figure.shell'), addCopy);
      addEventListener('hashchange', reveal);
      apply();
      reveal();
    })();
    """
}
