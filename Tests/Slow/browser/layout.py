"""What is wrong with the layout of a page, whatever it shows."""
import base64
import re

# Texts of which hardly any letter stands beside another one.
FALLING = """(() => {
  const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const text = node.textContent.trim();
    if (text.length < 4 || !node.parentElement.checkVisibility() || node.parentElement.closest('svg, script, style')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const lines = new Set([...range.getClientRects()].filter(r => r.width > 0).map(r => Math.round(r.top))).size;
    if (lines > 2 && text.length / lines < 3) found.push(text.slice(0, 40) + ' on ' + lines + ' lines');
  }
  return found;
})()"""
# What is pressed is large enough for a finger; links within a sentence are as large as their line.
SMALL = """[...document.querySelectorAll('summary, button, input, select, nav a, td a, th a, .ids a, a.self')]
  .filter(e => e.checkVisibility())
  .map(e => [e, e.getBoundingClientRect()]).filter(([e, r]) => r.height < 23.5 || r.width < 23.5)
  .map(([e, r]) => e.outerHTML.slice(0, 80) + ' is ' + Math.round(r.width) + ' by ' + Math.round(r.height))"""
# What scrolls by itself can be reached by keys.
UNREACHABLE = """[...document.querySelectorAll('*')].filter(e => {
  const style = getComputedStyle(e);
  const scrolls = (a, b, how) => a > b + 1 && /auto|scroll/.test(how);
  return e !== document.documentElement && e !== document.body && e.checkVisibility() && e.tabIndex < 0
    && (scrolls(e.scrollHeight, e.clientHeight, style.overflowY) || scrolls(e.scrollWidth, e.clientWidth, style.overflowX));
}).map(e => e.outerHTML.slice(0, 80))"""
NAMELESS = """[...document.querySelectorAll('[role=region], [role=search]')].filter(e => !e.getAttribute('aria-label'))
  .map(e => e.outerHTML.slice(0, 80))"""
# What the button of the first cause puts on the clipboard.
ISSUE = """new Promise(done => {
  Object.defineProperty(navigator, 'clipboard', { value: { writeText: text => { done(text); return Promise.resolve(); } } });
  [...document.querySelectorAll('article.cause button')].find(b => b.textContent === 'copy as issue').click();
})"""


def faults(browser):
    """What is wrong, with examples."""
    for what, script in (("letters fall down", FALLING), ("smaller than 24 by 24", SMALL),
                         ("scrolls out of reach of keys", UNREACHABLE), ("a region without a name", NAMELESS)):
        yield what, browser.value(script)


def printed_pages(browser):
    data = base64.b64decode(browser.call("Page.printToPDF", {})["data"])
    return max(int(count) for count in re.findall(rb"/Count (\d+)", data))
