"""Write the page of all rules in both languages: `python -m duecourse.rules`."""

from duecourse.paths import DATA

from . import rules
from .page import write_pages

if __name__ == "__main__":
    write_pages(rules, DATA / "rules")
