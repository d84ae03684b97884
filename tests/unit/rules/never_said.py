"""What the course never says about the law, as patterns; and every text that it has."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[3]

DECEIVERS: Final = {"fake", "adviser", "collector", "agent"}
"""Who in a rehearsed call may say what is not true."""

_LINK = re.compile(r"\]\([^)]*\)")
_SENTENCE = re.compile(r"[^。！？；.!?;\n]+[。！？；.!?;\n]*")


@dataclass(frozen=True)
class Never:
    """A sentence that must not be said. wrong: patterns of it, within one sentence. unless: what makes it
    right in the same sentence, such as a negation. or_with: what makes it right anywhere in the text."""

    wrong: tuple[str, ...]
    unless: str = ""
    or_with: str = ""

    def found_in(self, text: str) -> list[str]:
        """The sentences of a text that say it."""
        text = _LINK.sub("]", text)
        if self.or_with and re.search(self.or_with, text, re.IGNORECASE):
            return []
        return [sentence for sentence in _SENTENCE.findall(text) if self._says(sentence)]

    def _says(self, sentence: str) -> bool:
        if self.unless and re.search(self.unless, sentence, re.IGNORECASE):
            return False
        return any(re.search(pattern, sentence, re.IGNORECASE) for pattern in self.wrong)


_ZH_NOT = "不等于|不是|不能说|没有哪|并不|并非|说成|不算|别信|假的"
_EN_NOT = r"\bnot\b|\bno\b|n't|neither|nobody|never|sold as"

NEVER: Final[dict[str, tuple[Never, ...]]] = {
    "a payment order is answered with 'I cannot pay'": (
        Never(
            (
                r"(还款?|付款?|付清)[^。；]{0,6}(或者?|要么)[^。；]{0,12}异议",
                r"\bpay\b[^.;]{0,12}\bor\b (to )?object",
            ),
            or_with="债务本身|to the debt itself",
        ),
        Never(
            (
                r"支付令[^。；]*(没有能力|没钱|还不起|困难|缓|延期|分期)[^。；]*(就行|即可|就可以|就能|失效|有效|算异议)",
                r"payment order[^.;]*(cannot pay|no money|more time|hardship)[^.;]*"
                r"(enough|will do|stops|ends|counts)",
            ),
            unless="不算|无效|不影响|does not|no objection|not count",
        ),
    ),
    "a payment order is the usual first step": (
        Never(
            (
                r"(通常|一般|常常|往往|多半|大多)[^。；]{0,12}支付令",
                r"支付令[^。；]{0,14}(通常|往往|常常|第一步|先走|先行)",
                r"常常先走",
                r"\boften first\b",
                r"(usual|often|normally|mostly|commonly)[^.;]{0,30}payment order",
                r"payment order[^.;]{0,30}(usual|often|normally|first step)",
            ),
            unless=f"{_ZH_NOT}|{_EN_NOT}",
        ),
    ),
    "a court sends no messages; who signs as a court is one": (
        Never(
            (
                r"法院[^。；]{0,10}(不会|从不|绝不|不可能)[^。；]{0,4}(发|用|打)[^。；]{0,4}(短信|电话|微信|消息)",
                r"(短信|电话)[^。；]{0,8}(都是|一定是|肯定是|全是)[^。；]{0,4}(骗|假)",
                r"发件人[^。；]{0,10}法院[^。；]{0,6}(就是|一定是|肯定是)",
                r"courts? (never|does not|do not|will not|won't) (send|text|call|message)",
                r"messages? (from|of|by) (a|the) courts? (is|are) (always )?(a )?(fake|fraud|scam)",
                r"signed by a court[^.;]{0,20}(is genuine|comes from)",
            ),
        ),
    ),
    "a court in another place is a fraud": (
        Never(
            (
                r"(外地|外省|别的城市)[^。；]{0,8}(法院|起诉|传票)[^。；]{0,10}(肯定|一定|都|全)是?(假|骗)",
                r"(distant|far away|far-away|another (city|province))[^.;]{0,40}(fake|fraud|scam|bluff)",
            ),
        ),
    ),
    "a lawyer for a debt case is free": (
        Never(
            (
                r"免费[^。；，]{0,6}(律师|法律援助)",
                r"法律援助[^。；]{0,16}(免费|不收费|不要钱|不花钱)",
                r"(可以|能|都能|就能)申请[^。；]{0,8}法律援助",
                r"[找问]法律援助",
                r"\bfree[^.;]{0,24}(legal aid|lawyer)",
                r"legal aid[^.;]{0,50}\bfree\b",
                r"lawyers? free",
            ),
            or_with="不在其列|listed matters",
        ),
    ),
    "a small-loan company: one's own 12345, or 12378": (
        Never(
            (
                r"小额?贷(款公司)?[^。；、]{0,60}12(345|378)",
                r"12(345|378)（\[?小额?贷",
                r"小额贷款公司[^。]{0,12}(省级|地方)[^。]{0,14}(监管|管理)",
                r"省级地方金融管理(部门|局)",
                r"small-loan[^.;,]{0,60}12(345|378)",
                r"12(345|378) \(\[?small-loan",
                r"small-loan companies are (watched|supervised)",
                r"province's financial office",
            ),
            or_with="注册地|注册的|registered",
        ),
    ),
    "instalments without interest are a right, and leave no trace": (
        Never(
            (
                r"停息挂账[^。；]{0,10}(是|属于)[^。；]{0,8}权利",
                r"银行(必须|应当|一定要|有义务)[^。；]{0,8}(同意|批)",
                r"(协商|谈)(成|成功|好)[^。；]{0,12}(就|会)?不会?(再)?(上|影响|进|报)[^。；]{0,2}征信",
                r"(right|entitled) to[^.;]{0,24}(stop(ping)? (the )?interest|freeze|months|instalments)",
                r"banks? (must|has to|have to) agree",
                r"(agreed?|plan|settle)[^.;]{0,30}(keeps? it out of|nothing in) (the|your) (credit )?report",
            ),
            unless=f"{_ZH_NOT}|{_EN_NOT}",
        ),
    ),
    "after some years the debt is gone": (
        Never(
            (
                r"(过了?|满|超过|到了?)[^。；]{0,4}年[^。；]{0,10}(债|欠款|欠的钱|账)[^。；]{0,4}(没了|消失|不用还|作废|勾销|清零)",
                r"[两二三23]年[^。；]{0,6}就没事",
                r"after [^.;]{0,24}years?[^.;]{0,24}(debt|money|it)[^.;]{0,12}"
                r"(gone|vanish|disappears?|expires?|forgiven|need not be paid|no longer owed)",
            ),
            unless="不等于|不是|没有|并不|\\bnot (mean|gone|vanish)|does not|\\bstays\\b",
        ),
    ),
    "the only home is safe, and living costs are left by themselves": (
        Never(
            (
                r"唯一[^。；]{0,3}(住房|房子|房)[^。；]{0,10}(动不了|不能(查封|拍卖|执行|动)|不会被)",
                r"生活[^。；]{0,8}(会|都)?自动[^。；]{0,4}留",
                r"生活必需[^。；]{0,10}必须[^。；]{0,4}留",
                r"必须[^。；]{0,16}留[^。；]{0,16}生活必需",
                r"要留下生活必需",
                r"only home[^.;]{0,30}(safe|cannot be|nobody)",
                r"(must|has to|will) (be left|leave)[^.;]{0,50}live on",
                r"leaves what[^.;]{0,30}live on",
                r"live on (must|has to|will) be left",
            ),
            or_with="向[^。；]{0,4}法院提出|自己提出|\\bask\\b",
        ),
    ),
    "without a judgment nobody touches the money on a card": (
        Never(
            (
                r"(没有|不经|不经过)[^。；]{0,6}(法院|判决)[^。；]{0,16}(谁也|谁都|不能|动不了|不得)[^。；]{0,12}(卡|账户|存款|钱|工资)",
                r"(不能|不得|无权)[^。；]{0,10}扣[^。；]{0,5}工资",
                r"贷款机构[^。；]{0,10}能扣[^。；]{0,6}吓唬",
                r"without a (court|judgment)[^.;]{0,30}(nobody|no one|cannot)[^.;]{0,24}"
                r"(card|account|wages|money)",
                r"(cannot|may not) (seize|take)[^.;]{0,12}wages",
                r"lender[^.;]{0,30}says otherwise[^.;]{0,16}frighten",
            ),
            or_with="自动扣款|automatic payment",
        ),
    ),
    "a lawyer's letter can be left alone": (
        Never(
            (
                r"律师函[^。；]{0,10}(没用|不用理|不必理|不用管|别理)",
                r"lawyer.s letters?[^.;]{0,30}(ignore|means nothing|of no use|harmless|left alone)",
            ),
        ),
    ),
    "the family has to pay": (
        Never(
            (
                r"(家人|父母|配偶|亲戚|家属|子女)[^。；]{0,3}(必须|要|应该|应当|得|有义务)(替|帮|代)[^。；]{0,4}还",
                r"(family|parents|relatives|spouse|children)[^.;]{0,8}(must|has to|have to|should) (re)?pay",
            ),
            unless=f"{_ZH_NOT}|{_EN_NOT}",
        ),
    ),
    "the new rules on credit repair delete a late record": (
        Never(
            (
                r"信用修复管理办法[^。；]{0,24}(可以|能)[^。；]{0,8}(删|消|修复)",
                r"(征信|信用)修复[^。；]{0,10}(办法|政策|规定)[^。；]{0,16}申请(删|消|修复)",
                r"credit repair (rules|measures|law)[^.;]{0,40}(delete|remove|wipe)",
            ),
            unless=f"{_ZH_NOT}|{_EN_NOT}",
        ),
    ),
    "who stays away cannot be judged": (
        Never(
            (
                r"不(出庭|到庭|去开庭)[^。；]{0,8}(判不了|不能判|没法判|就不会判)",
                r"(stay away|do not (go|appear))[^.;]{0,24}(cannot|can't|no) (be judged|judge|judgment)",
            ),
        ),
    ),
    "a first payment of so many per cent": (
        Never(
            (
                r"(首付款?|首期|先还)[^。；]{0,8}\d+ ?[%％]",
                r"(down|first) payment of[^.;]{0,12}\d+ ?%",
            ),
        ),
    ),
}


def texts(root: Path = ROOT) -> Iterator[tuple[str, str]]:
    """Every text that a learner can read, with its place; what a question or a deceiver says falsely is
    left out."""
    places = {f"{file.parts[-3]}/{file.stem}": file for file in root.glob("src/duecourse/locale/*/*/*.po")}
    for file in root.glob("data/lessons/*/words.*.po"):
        places[f"{file.suffixes[0][1:]}/{file.parent.name}"] = file
    for place in sorted(places):
        for key, text in _messages(places[place].read_text("utf-8")):
            yield f"{place}: {key}", text
    for file in sorted((root / "data").rglob("*.toml")):
        for text in _strings(tomllib.loads(file.read_text("utf-8"))):
            yield str(file.relative_to(root)), text
    plain = [*(root / "data").rglob("*.txt"), *(root / "data").rglob("*.md"), *root.glob("*.md")]
    plain += (root / "notebooks").rglob("*.md")
    for file in sorted(plain):
        for text in file.read_text("utf-8").split("\n\n"):
            yield str(file.relative_to(root)), text
    for file in sorted((root / "notebooks").rglob("*.ipynb")):
        for cell in json.loads(file.read_text("utf-8"))["cells"]:
            if cell["cell_type"] == "markdown":
                for text in "".join(cell["source"]).split("\n"):
                    yield str(file.relative_to(root)), text


def _messages(po: str) -> Iterator[tuple[str, str]]:
    for key, rest in re.findall(r'msgid "([^"]+)"\n((?:(?!msgid ).*\n?)*)', po):
        yield key, "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', rest)).replace('\\"', '"')


def _strings(item: Any) -> Iterator[str]:
    if isinstance(item, str):
        yield item
    elif isinstance(item, list):
        for part in item:
            yield from _strings(part)
    elif isinstance(item, dict):
        for key, part in item.items():
            if not _is_said_falsely(item, key):
                yield from _strings(part)


def _is_said_falsely(item: dict[str, Any], key: str) -> bool:
    if key == "text":
        return item.get("right") is False or item.get("wrong") is True or item.get("mark") in ("try", "mixed")
    return key == "says" and item.get("who") in DECEIVERS
