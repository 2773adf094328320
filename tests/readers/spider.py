"""A spider that follows the links of a site and hands on the text of each page as it stands in `pre`."""

import scrapy


class PageSpider(scrapy.Spider):
    name = "pages"

    def __init__(self, start, **rest):
        super().__init__(**rest)
        self.start_urls = [start]

    def parse(self, response):
        text = response.css("pre::text").get()
        if text is not None:
            yield {"url": response.url, "status": response.status, "text": text}
        yield from response.follow_all(css="a")
