"""Write the teacher's page of answers in both languages: `python -m duecourse.lessons`."""

from duecourse.paths import DATA

from .answer_key import write_pages

if __name__ == "__main__":
    write_pages(DATA.parent / "notebooks" / "teacher")
