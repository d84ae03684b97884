"""Write what follows from the lessons' texts: `python -m duecourse.lessons`.

That is the links to the glossary in the notebooks, the glossary's page and the teacher's page of answers,
and what the page's own extension says, each in both languages.
"""

from duecourse.paths import DATA

from . import answer_key, glossary, page_words

if __name__ == "__main__":
    NOTEBOOKS = DATA.parent / "notebooks"
    glossary.link_notebooks(NOTEBOOKS)
    glossary.write_pages(NOTEBOOKS)
    answer_key.write_pages(NOTEBOOKS / "teacher")
    page_words.write()
