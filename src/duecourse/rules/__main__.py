"""Write the page of all rules in both languages: `python -m duecourse.rules`."""

from duecourse.paths import DATA

from .library import check_sources, products, rules, sources
from .page import write_pages

if __name__ == "__main__":
    check_sources(sources, rules, products)
    write_pages(rules, DATA / "rules")
