"""Settings of the crawl: every line that differs from Scrapy's default, and why."""

from pathlib import Path

BOT_NAME = "xianzhi"
SPIDER_LOADER_CLASS = "crawler.loader.SourceLoader"
SOURCES_DIR = str(Path(__file__).parent / "sources")
ARCHIVE = "archive.db"
DATA_DIR = "data"

# Identity. Real sites are only crawled with a contact address (setting CONTACT or --contact), which
# becomes part of the User-Agent; see crawler.courtesy.
CONTACT = ""

# Nothing listens: both of these would open a port that runs code.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

# What goes over the wire is ours to decide.
COOKIES_ENABLED = False  # also keeps tldextract from fetching the public suffix list
REDIRECT_ENABLED = False  # redirects are captured and followed by the spider, within the source
METAREFRESH_ENABLED = False  # as above
HTTPPROXY_ENABLED = False
ROBOTSTXT_OBEY = False  # Scrapy 2.14 to 2.19 lets requests through while robots.txt is on its way
DOWNLOAD_HANDLERS = {
    "http": "crawler.transport.DownloadHandler",
    "https": "crawler.transport.DownloadHandler",
    "file": None,
    "data": None,
    "ftp": None,
    "s3": None,
}
TWISTED_DNS_RESOLVER = "crawler.guard.PublicResolver"
DOWNLOADER_MIDDLEWARES = {
    "crawler.guard.GuardMiddleware": 50,
    "crawler.robots.RobotsMiddleware": 100,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "crawler.patience.Retry": 550,  # in its place
    "crawler.capture.CaptureMiddleware": 995,  # nearest the network: sees every exchange as sent
}

# Work that no answer needs: our reader gives one request at most for an answer, and never an item.
CONCURRENT_ITEMS = 1  # Scrapy starts so many tasks for every answer
REFERER_ENABLED = False
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,  # every status is read
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,  # the frontier's
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,  # the frontier's
}

# Limits. The default size limit of 1 GiB lets a gzip bomb through; attachments may be larger than pages.
DOWNLOAD_MAXSIZE = 4 * 1024 * 1024
DOWNLOAD_FAIL_ON_DATALOSS = False  # what came before the connection ended is captured, and marked
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_TIMEOUT = 60

# Courtesy: one request at a time for a host group, slower when the site is slow.
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 3
DELAY = None  # seconds that take the place of each source's own, for tests and the sample
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_TARGET_CONCURRENCY = 1.0
AUTOTHROTTLE_MAX_DELAY = 60
RETRY_TIMES = 2
RETRY_HTTP_CODES = [500, 502, 503, 504, 522, 524, 408]

LOG_LEVEL = "WARNING"
LOG_INSTALL_ROOT_HANDLER = False
FEEDS: dict[str, object] = {}
