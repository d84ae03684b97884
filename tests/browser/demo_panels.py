"""Four panels in both languages that use every control and every kind of chart: what the tests run."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from traitlets import Bool, Enum, Int

from duecourse.calc import accrue, schedule
from duecourse.locale import Text, day, days, money, percent
from duecourse.view import (
    MONEY,
    PERCENT,
    Choice,
    Column,
    Day,
    DaySlider,
    DecimalSlider,
    Exact,
    Model,
    Panel,
    Slider,
    Switch,
    Table,
    charts,
    explain,
)

DUE = date(2026, 9, 25)


def both(en: str, zh: str) -> str:
    return str(Text(en, zh))


def marker(on: date) -> charts.Marker:
    return charts.Marker(on, day(on))


class Growth(Model):
    """What is owed on a bill, day by day."""

    days_late = Int(47)
    amount = Exact("3000")
    rate = Exact("0.0005")
    fee = Bool(False)

    def _parts(self, late: int) -> tuple[Decimal, Decimal, Decimal]:
        penalty = accrue(self.amount, rate=self.rate, day_count=late).amount if late else Decimal("0.00")
        return self.amount, penalty, Decimal("20.00") if self.fee and late else Decimal("0.00")

    def title(self) -> str:
        return both("What do I owe on day 47?", "第 47 天，我欠多少？").replace("47", str(self.days_late))

    def summary(self) -> str:
        total = money(sum(self._parts(self.days_late)))
        return f"{days(self.days_late)}, {money(self.amount)}, {percent(self.rate, 4)}: {total}"

    def sentence(self) -> str:
        total, penalty = money(sum(self._parts(self.days_late))), money(self._parts(self.days_late)[1])
        return both(
            f"After {days(self.days_late)} you owe {total}. Of this, {penalty} is the price of being late.",
            f"逾期 {days(self.days_late)}后，您一共欠 {total}，其中 {penalty} 是迟还的代价。",
        )

    def facts(self) -> list[tuple[str, str]]:
        one = accrue(self.amount, rate=self.rate, day_count=1).amount
        return [
            (both("One more day costs", "再晚一天，多付"), money(one)),
            (both("Owed on this day", "这一天共欠"), money(sum(self._parts(self.days_late)))),
        ]

    def figure(self) -> dict[str, Any]:
        steps = [*range(0, 91, 10), self.days_late]
        places = sorted(set(steps))
        parts = [self._parts(late) for late in places]
        names = ("principal", "penalty", "fees")
        return charts.stacked(
            [DUE + timedelta(late) for late in places],
            [
                charts.Series(charts.component(name), [part[number] for part in parts], name)
                for number, name in enumerate(names)
                if any(part[number] for part in parts)
            ],
            markers=[marker(DUE + timedelta(self.days_late))],
        )

    def table(self) -> Table:
        rows = []
        for late in range(0, 91, 15):
            principal, penalty, fee = self._parts(late)
            rows.append((DUE + timedelta(late), late, principal, penalty, fee, principal + penalty + fee))
        return Table(
            both("What is owed, every fifteen days", "每 15 天的欠款"),
            [
                Column(both("Day", "日期"), "date"),
                Column(both("Days late", "逾期天数"), "days"),
                Column(both("Principal", "本金"), "money"),
                Column(both("Penalty", "罚息"), "money"),
                Column(both("Fees", "费用"), "money"),
                Column(both("Total", "合计"), "money"),
            ],
            rows,
        )

    def steps(self) -> list[tuple[str, str | None]]:
        return explain(
            accrue(self.amount, rate=self.rate, start=DUE, end=DUE + timedelta(max(1, self.days_late))).steps
        )


class Contracts(Model):
    """The same debt under two contracts."""

    first = Exact("0.0005")
    second = Exact("0.0010")
    base = Enum(("due", "all"), "due")

    def _cost(self, rate: Decimal, late: int) -> Decimal:
        base = "1000" if self.base == "due" else "6000"
        return accrue(base, rate=rate, day_count=late).amount if late else Decimal("0.00")

    def title(self) -> str:
        return both("The same debt under two contracts", "同一笔欠款，两份合同")

    def summary(self) -> str:
        return (
            f"{percent(self.first, 4)} / {percent(self.second, 4)}, {self.base}: "
            f"{money(self._cost(self.first, 90))} / {money(self._cost(self.second, 90))}"
        )

    def sentence(self) -> str:
        first, second = money(self._cost(self.first, 90)), money(self._cost(self.second, 90))
        return both(
            f"After 90 days the first contract costs {first}, the second {second}.",
            f"90 天后，第一份合同要多付 {first}，第二份要多付 {second}。",
        )

    def figure(self) -> dict[str, Any]:
        places = [0, 30, 60, 90]
        return charts.lines(
            places,
            [
                charts.Series(
                    both("Contract A", "合同甲"), [self._cost(self.first, late) for late in places]
                ),
                charts.Series(
                    both("Contract B", "合同乙"), [self._cost(self.second, late) for late in places]
                ),
            ],
            markers=[charts.Marker(Decimal("60"), both("¥60: a week of meals", "60 元：一周的早餐钱"))],
            x_title=both("Days late", "逾期天数"),
        )


class Timeline(Model):
    """What two products go through."""

    on = Day(date(2026, 11, 11))

    def title(self) -> str:
        return both("Where am I on the road?", "我走到哪一步了？")

    def summary(self) -> str:
        return f"{day(self.on)}: {days((self.on - DUE).days)}"

    def sentence(self) -> str:
        late = days((self.on - DUE).days)
        return both(
            f"On {day(self.on)} the bill is {late} past its due day.", f"{day(self.on)}，账单已逾期 {late}。"
        )

    def figure(self) -> dict[str, Any]:
        grace, end = DUE + timedelta(3), date(2027, 1, 31)
        texts = both("on time", "未逾期"), both("grace", "宽限期"), both("overdue", "逾期")
        start = date(2026, 9, 1)
        return charts.timeline(
            [
                charts.Lane(
                    both("Bank card <1>", "银行信用卡 <1>"),
                    [
                        charts.Span(start, DUE, texts[0], "plain"),
                        charts.Span(DUE, grace, texts[1], "quiet"),
                        charts.Span(grace, end, texts[2], "accent"),
                    ],
                    [
                        charts.Event(DUE, both("due day", "还款日")),
                        charts.Event(date(2026, 10, 25), both("code 1", "报告里记 1")),
                    ],
                ),
                charts.Lane(
                    both("Pay-later bill", "先用后付账单"),
                    [charts.Span(start, DUE, texts[0], "plain"), charts.Span(DUE, end, texts[2], "accent")],
                    [charts.Event(DUE, both("due day", "还款日"))],
                ),
            ],
            markers=[marker(self.on)],
        )


class Plan(Model):
    """What an instalment plan costs."""

    periods = Int(12)
    principal = Exact("12000")

    def _plans(self) -> list[Any]:
        return [
            schedule(self.principal, annual_rate="0.15", periods=self.periods, method=method)
            for method in ("equal_instalments", "equal_principal")
        ]

    def title(self) -> str:
        return both("What does the plan cost?", "分期要花多少钱？")

    def summary(self) -> str:
        return f"{money(self.principal)}, {self.periods}: " + ", ".join(
            money(one.total_interest) for one in self._plans()
        )

    def sentence(self) -> str:
        first, second = (money(one.total_interest) for one in self._plans())
        return both(
            f"Over {self.periods} months the interest is {first}, or {second} with equal principal.",
            f"分 {self.periods} 期：等额本息的利息是 {first}，等额本金是 {second}。",
        )

    def figure(self) -> dict[str, Any]:
        plans = self._plans()
        return charts.bars(
            [both("Equal instalments", "等额本息"), both("Equal principal", "等额本金")],
            [
                charts.Series(charts.component("principal"), [self.principal] * 2, "principal"),
                charts.Series(charts.component("interest"), [one.total_interest for one in plans], "penalty"),
            ],
        )

    def table(self) -> Table:
        first, second = self._plans()
        rows = [
            (number + 1, one.payment, other.payment)
            for number, (one, other) in enumerate(zip(first.instalments, second.instalments, strict=True))
        ]
        return Table(
            both("Each month's payment", "每月还款额"),
            [
                Column(both("Month", "期数"), "days"),
                Column(both("Equal instalments", "等额本息"), "money"),
                Column(both("Equal principal", "等额本金"), "money"),
            ],
            rows,
        )


def growth() -> Panel:
    return Panel(
        Growth(),
        days_late=Slider(both("Days late", "逾期天数"), 0, 90, unit=both("days", "天")),
        amount=DecimalSlider(both("Bill", "账单金额"), "100", "20000", "100", show=MONEY),
        rate=DecimalSlider(both("Rate a day", "日利率"), "0.0003", "0.0015", "0.00005", show=PERCENT),
        fee=Switch(both("With a fee of ¥20", "另收 20 元费用")),
    )


def contracts() -> Panel:
    return Panel(
        Contracts(),
        first=DecimalSlider(
            both("Contract A, rate a day", "合同甲的日利率"), "0.0003", "0.0015", "0.00005", show=PERCENT
        ),
        second=DecimalSlider(
            both("Contract B, rate a day", "合同乙的日利率"), "0.0003", "0.0015", "0.00005", show=PERCENT
        ),
        base=Choice(
            both("The penalty is charged on", "罚息按什么收"),
            {
                "due": both("what is due and unpaid", "到期未还的部分"),
                "all": both("all principal", "全部本金"),
            },
        ),
    )


def timeline() -> Panel:
    return Panel(Timeline(), on=DaySlider(both("Day", "日期"), date(2026, 9, 25), date(2027, 1, 31)))


def plan() -> Panel:
    return Panel(
        Plan(),
        periods=Slider(both("Months", "期数"), 3, 36, unit=both("months", "个月")),
        principal=DecimalSlider(both("Amount", "金额"), "1000", "50000", "500", show=MONEY),
    )


ALL = (growth, contracts, timeline, plan)
