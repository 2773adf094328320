"""A scraping job from end to end: a site on this machine, a Scrapy spider, and dechaff at the end of a pipe.

    scrape.py DECHAFF TEXTS CLEAN

The site's pages are the files of TEXTS, and what comes out has to be what CLEAN holds.
"""

import html
import json
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit


def page(folder, path):
    """The page at `path`: a list of links, or a text."""
    name = unquote(path.lstrip("/"))
    if name:
        text = (folder / name).read_bytes().decode()
        return f"<!doctype html><title>x</title><pre>{html.escape(text)}</pre>"
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return "<!doctype html>" + "".join(f'<a href="/{quote(name)}">x</a>' for name in names)


def serve(folder):
    class Site(BaseHTTPRequestHandler):
        def do_GET(self):
            found = self.path != "/robots.txt"
            body = page(folder, self.path).encode() if found else b""
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def main(dechaff, texts, clean):
    texts, clean = Path(texts), Path(clean)
    server = serve(texts)
    spider = Path(__file__).with_name("spider.py")
    crawl = [sys.executable, "-m", "scrapy", "runspider", spider, "-o", "-:jsonlines", "--nolog"]
    crawl += ["-a", f"start=http://127.0.0.1:{server.server_port}/", "-s", "FEED_EXPORT_ENCODING=utf-8"]
    scrapy = subprocess.Popen(crawl, stdout=subprocess.PIPE)
    filtered = subprocess.Popen([dechaff, "clean", "--jsonl", "-"], stdin=scrapy.stdout, stdout=subprocess.PIPE)
    scrapy.stdout.close()
    seen = faults = 0
    for line in filtered.stdout:
        record = json.loads(line)
        name = unquote(urlsplit(record["url"]).path.lstrip("/"))
        seen += 1
        # HTML knows no CR.
        faults += record["text"] != (clean / name).read_bytes().decode().replace("\r\n", "\n") or record["status"] != 200
    codes = scrapy.wait(), filtered.wait()
    server.shutdown()
    expected = sum(path.is_file() for path in texts.rglob("*"))
    print(f"scraped and cleaned {seen} of {expected} pages, {faults} faults, exit codes {codes}")
    sys.exit(codes != (0, 0) or seen != expected or faults > 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
