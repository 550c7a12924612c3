"""Drives the explorer page in headless Chromium.

    explorer.py PAGE.html EXPECT.json [--screenshots DIR]

EXPECT.json says what the page must show (see the checks). Prints one line per check and "explorer: all checks
passed"; exits with 1 and what failed otherwise. Needs selenium and the system's chromium and chromedriver.
"""

import argparse
import csv
import io
import json
import pathlib
import sys
import tempfile
import time

from selenium import webdriver
from selenium.common.exceptions import NoAlertPresentException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --hide-scrollbars --window-size=1280,800"
).split()
SIZES = [(360, 740), (800, 700), (1280, 800), (2000, 1200)]


class Page:
    def __init__(self, path, folder):
        options = webdriver.ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        for flag in FLAGS + [f"--user-data-dir={folder}/profile"]:
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
        self.driver.set_script_timeout(120)
        self.url = pathlib.Path(path).resolve().as_uri()
        self.downloads = pathlib.Path(folder) / "downloads"
        self.downloads.mkdir()
        self.cdp("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(self.downloads))
        self.failed = []

    def cdp(self, command, **parameters):
        return self.driver.execute_cdp_cmd(command, parameters)

    def js(self, code, *arguments):
        return self.driver.execute_script(code, *arguments)

    def check(self, name, ok, found=""):
        print(("ok    " if ok else "FAIL  ") + name + (f" ({found})" if found != "" else ""), flush=True)
        if not ok:
            self.failed.append(name)

    def wait(self, code, seconds=30.0, *arguments):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            value = self.js("return " + code, *arguments)
            if value:
                return value
            time.sleep(0.02)
        return None

    def size(self, width, height):
        self.cdp("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def theme(self, name):
        self.cdp("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": name}])

    def hash(self, text):
        self.js("location.hash = arguments[0]", text)
        time.sleep(0.15)

    def press(self, *keys):
        self.driver.switch_to.active_element.send_keys(*keys)
        time.sleep(0.25)

    def articles(self):
        text = self.js("return document.querySelector('#count b').textContent")
        return int(text.replace(",", ""))

    def shot(self, folder, name):
        if folder:
            time.sleep(0.4)
            self.driver.save_screenshot(str(pathlib.Path(folder) / f"{name}.png"))


# The text that all elements of a row hold together, for every row of the table in the open article.
ROW_TEXTS = """
const [table] = arguments;
const rows = new Map();
for (const e of document.querySelectorAll('#reader [data-rows]'))
  for (const id of e.dataset.rows.split(' '))
    if (id.startsWith(table + ':')) rows.set(id, (rows.get(id) || '') + e.textContent);
return Array.from(rows.values());
"""


def check_start(page, expect):
    page.driver.get(page.url)
    ready = page.wait("document.documentElement.dataset.ready")
    page.check("page is usable", ready is not None)
    if ready is None:
        return False
    page.check("time to usable", float(ready) / 1000 <= expect["seconds"], f"{ready} ms, limit {expect['seconds']} s")
    texts = page.wait("document.documentElement.dataset.texts", 60)
    charts = page.wait("document.documentElement.dataset.charts", 60)
    page.check("texts and charts load", bool(texts and charts), f"{texts} ms and {charts} ms")
    title = page.driver.title
    page.check("title", bool(title) and expect.get("title", title) == title, title)
    page.check("number of articles", page.articles() == expect["articles"], page.articles())
    return True


def check_filters(page, expect):
    search = expect.get("search")
    if search:
        page.press("/")
        page.check("/ goes to the search box", page.js("return document.activeElement.id") == "q")
        page.press(search["words"])
        page.wait("document.getElementById('chips').textContent.length > 0", 2)
        page.check("search", page.articles() == search["articles"], f"{page.articles()} for {search['words']!r}")
        page.press(Keys.ESCAPE)
        page.js("document.getElementById('clear')?.click()")
        time.sleep(0.2)
        page.check("clear all", page.articles() == expect["articles"])
    measure = expect.get("filter")
    if measure and expect["articles"]:
        box = f"#facet-measure input[value='{measure['measure']}']"
        page.js("document.activeElement.blur()")
        before = page.js("return performance.now()")
        page.js("document.querySelector(arguments[0]).click()", box)
        took = page.js("return performance.now()") - before
        page.check("filter", page.articles() == measure["articles"], f"{page.articles()} with {measure['measure']}, {took:.0f} ms")
        shown = page.js("return document.querySelector(arguments[0]).closest('label').querySelector('.n').textContent", box)
        page.check("the filter's own count agrees", int(shown.replace(",", "")) == measure["articles"], shown)
        page.check("state is in the address", "measure=" + measure["measure"] in page.driver.current_url)
        page.driver.back()
        time.sleep(0.2)
        page.check("back takes the filter off", page.articles() == expect["articles"])


def check_texts(page, expect):
    opened = None
    wrong = []
    for mark in expect.get("highlights", []):
        if mark["article_id"] != opened:
            opened = mark["article_id"]
            page.hash(f"#v=articles&article={opened}")
        for layer in page.driver.find_elements(By.CSS_SELECTOR, ".layer[aria-pressed='false']"):
            layer.click()
        if mark["row_text"] not in page.js(ROW_TEXTS, mark["table"]):
            wrong.append(mark)
    page.check("highlights", not wrong, f"{len(expect.get('highlights', []))} rows" if not wrong else wrong[:3])
    script = expect.get("script_article")
    if script:
        page.hash(f"#v=articles&article={script}")
        text = page.js("return document.querySelector('#reader .sheet').textContent")
        inside = page.js("return document.querySelectorAll('#reader script, #reader img, #articles script').length")
        page.check("<script> is text", "<script>" in text and inside == 0)
        try:
            page.driver.switch_to.alert.dismiss()
            page.check("no alert", False)
        except NoAlertPresentException:
            page.check("no alert", True)


def check_keys(page, expect):
    if expect["articles"] < 2:
        return
    page.hash("#v=articles")
    page.js("document.activeElement.blur()")
    chosen = "return document.querySelector('.item.chosen')?.dataset.article"
    before = page.js(chosen)
    page.press("j")
    after = page.js(chosen)
    page.check("j goes to the next article", after is not None and after != before)
    page.press("k")
    page.check("k goes back", page.js(chosen) == before)
    if expect.get("highlights"):
        page.hash(f"#v=articles&article={expect['highlights'][0]['article_id']}")
        page.js("document.activeElement.blur()")
        page.press("n")
        page.check("n opens the card of a highlight", not page.js("return document.getElementById('card').hidden"))
        page.press(Keys.ENTER)
        page.check("Enter keeps the card", page.js("return document.getElementById('card').classList.contains('pinned')"))
        page.press(Keys.ESCAPE)
        page.check("Esc closes the card", page.js("return document.getElementById('card').hidden"))
    page.js("document.activeElement.blur()")
    page.press("t")
    page.check("t goes to the next view", page.js("return document.body.dataset.view") == "tables")
    page.press("?")
    page.check("? opens the help", page.js("return document.getElementById('help').open"))
    page.press(Keys.ESCAPE)
    page.check("Esc closes the help", not page.js("return document.getElementById('help').open"))


def check_tables(page, expect):
    page.hash("#v=tables&table=figures")
    page.js("document.querySelector('.columns').open = true; document.querySelector('.chooser button').click(); document.querySelector('.columns').open = false")
    header = "[...document.querySelectorAll('.th')].find(e => e.querySelector('button').dataset.key === 'sort value_low')"
    column = f"[...document.querySelectorAll('.th')].indexOf({header})"
    cells = (
        "[...document.querySelectorAll('#grid .rows .line')].sort((a, b) => a.dataset.at - b.dataset.at).slice(0, 15)"
        f".map(e => e.children[{column}].textContent)"
    )
    number = lambda s: None if s == "·" else float(s.replace(",", ""))
    for want in ["ascending", "descending", "none"]:
        page.js(f"{header}.querySelector('button').click()")
        state = page.js(f"return {header}.getAttribute('aria-sort')")
        values = [number(s) for s in page.js(f"return {cells}")]
        known = [v for v in values if v is not None]
        ok = state == want and values[: len(known)] == known  # no value comes last
        if want != "none":
            ok = ok and known == sorted(known, reverse=want == "descending")
        else:
            ok = state == want
        page.check(f"table sorts: {want}", ok, state)
    page.hash("#v=tables&table=figures&where=measure%3Akilled&sort=value_low.down")
    note = page.js("return document.querySelector('.grid-bar .note').textContent")
    shown = int(note.split()[0].replace(",", ""))
    page.js("document.getElementById('download').click()")
    rows = downloaded(page)
    lows = [float(r["value_low"]) for r in rows if r["value_low"]]
    ok = len(rows) == shown and all(r["measure"] == "killed" for r in rows) and lows == sorted(lows, reverse=True)
    page.check("CSV of the filtered rows", ok, f"{len(rows)} rows, {shown} shown")
    page.hash("#v=tables&table=articles")
    page.js("document.getElementById('download').click()")
    rows = downloaded(page)
    ok = len(rows) == expect["articles"] and all(len(r["text"]) == int(r["char_count"]) for r in rows)
    page.check("CSV of the articles with their texts", ok, f"{len(rows)} rows")
    if expect["articles"]:
        page.hash("#v=tables&table=figures")
        page.js("document.querySelector('#grid .rows .line').click()")
        time.sleep(0.4)
        ok = page.js("return document.body.dataset.view === 'articles' && !!document.querySelector('.side .row[aria-current]') && !!document.querySelector('.text .current')")
        page.check("a row opens its article at the span", ok)


def downloaded(page):
    """The rows of the next finished download."""
    for _ in range(300):
        files = list(page.downloads.iterdir())
        found = [f for f in files if f.suffix == ".csv" and f.stat().st_size]
        # The browser keeps the name with an empty file while it writes another one.
        if found and len(files) == len(found):
            raw = found[0].read_bytes()
            found[0].unlink()
            if not raw.endswith(b"\r\n"):
                return []
            csv.field_size_limit(10**9)
            return list(csv.DictReader(io.StringIO(raw.decode("utf-8"), newline="")))
        time.sleep(0.1)
    return []


def check_looks(page, expect, folder):
    first = expect["highlights"][-1]["article_id"] if expect.get("highlights") else ""
    address = f"#v=articles&article={first}" if first else "#v=articles"
    for width, height in SIZES:
        page.size(width, height)
        wide = []
        for view in ["#v=articles", address, "#v=tables", "#v=charts", "#v=about"]:
            page.hash(view)
            if page.js("return document.scrollingElement.scrollWidth > innerWidth"):
                wide.append(view)
        page.check(f"no sideways scrolling at {width}x{height}", not wide, " ".join(wide))
    page.size(1280, 800)
    colour = "return getComputedStyle(document.body).backgroundColor"
    page.theme("light")
    light = page.js(colour)
    page.theme("dark")
    dark = page.js(colour)
    page.check("dark colours", light != dark and sum(map(int, dark[4:-1].split(","))) < 150, dark)
    for theme in ["light", "dark"]:
        page.theme(theme)
        page.hash(address)
        page.shot(folder, f"articles-{theme}")
        page.js("document.activeElement.blur()")
        page.js("document.querySelector('.text .m-figures')?.closest('.h').click()")
        page.shot(folder, f"card-{theme}")
        page.press(Keys.ESCAPE)
        page.hash("#v=tables&table=figures&sort=value.down")
        page.shot(folder, f"tables-{theme}")
        page.hash("#v=charts")
        page.shot(folder, f"live-{theme}")
        chart = page.js("return document.querySelectorAll('.chart-menu li button')[1]?.click()")
        broken = page.js("return [...document.images].filter(i => i.complete && !i.naturalWidth).length")
        page.check(f"charts, {theme}", chart is None and broken == 0)
        page.shot(folder, f"charts-{theme}")
    page.theme("light")
    page.hash("#v=about")
    page.shot(folder, "about-light")
    page.size(360, 740)
    page.hash("#v=articles")
    page.shot(folder, "articles-360")
    page.hash(address)
    page.shot(folder, "reader-360")
    page.size(2000, 1200)
    page.shot(folder, "articles-2000")
    page.size(1280, 800)


def check_quiet(page):
    console = [e["message"] for e in page.driver.get_log("browser")]
    page.check("console is empty", not console, console[:3] if console else "")
    asked = []
    for entry in page.driver.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            if message["params"].get("documentURL", "").startswith(("chrome://", "chrome-untrusted://")):
                continue  # the empty tab that the browser starts with
            url = message["params"]["request"]["url"]
            if not url.startswith(("data:", "blob:")) and url.split("#")[0] != page.url:
                asked.append(url)
    page.check("nothing is fetched", not asked, asked[:3] if asked else "")


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("page")
    arguments.add_argument("expect")
    arguments.add_argument("--screenshots")
    options = arguments.parse_args()
    expect = json.loads(pathlib.Path(options.expect).read_text(encoding="utf-8"))
    if options.screenshots:
        pathlib.Path(options.screenshots).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="explorer-", ignore_cleanup_errors=True) as folder:
        page = Page(options.page, folder)
        try:
            if check_start(page, expect):
                check_filters(page, expect)
                check_texts(page, expect)
                check_keys(page, expect)
                check_tables(page, expect)
                check_looks(page, expect, options.screenshots)
            check_quiet(page)
        finally:
            page.driver.quit()
    if page.failed:
        print("explorer: failed: " + "; ".join(page.failed))
        sys.exit(1)
    print("explorer: all checks passed")


if __name__ == "__main__":
    main()
