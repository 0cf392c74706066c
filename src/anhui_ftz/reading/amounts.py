"""Amounts in a text: numbers with their signs, scales and units; each understood, or with what is not."""

from __future__ import annotations

__all__ = ["OWN", "Amount", "Kind", "Scanner"]

import re
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum

import attrs

from anhui_ftz.errors import InvalidValue
from anhui_ftz.model.unit import Unit
from anhui_ftz.reading.clauses import FUNCTION_WORDS, decimal_mark
from anhui_ftz.reading.hedges import Hedge, Word, hedge_before, hedge_behind
from anhui_ftz.reading.lexicon import APART, COUNTERS, CURRENCY_LETTERS, MEASURE, RANK, SIGNS, UNITS, UNKNOWN, own_words
from anhui_ftz.reading.numerals import printed
from anhui_ftz.reading.pieces import ONES, Number, Piece, number_at
from anhui_ftz.words.numbers import WIDE, Printed
from anhui_ftz.words.remark import Quoted, Remark

#: The code of a unit in the very words of the unit asked for.
OWN = "own"
_PER_UNIT, _TWO_UNITS = Remark("unread.per-unit"), Remark("unread.two-units")
_MONEY = frozenset("USD HKD EUR JPY KRW RUB GBP AUD CAD SGD CHF TWD INR THB CNY ¥".split())
_IN_PARTS = frozenset(["%", "permille"])
_PER = re.compile(r"\s?(?:/|每|per\s)|\s(?:an?|each|apiece|every)(?:\s|$)").match
#: Runs of a timetable, which are counted: 37班/周.
_RUNS = re.compile("[班列]次?[/每]周").match
_HALF = re.compile("半(?![年月天日小时数导径岛山])").match
_TENTH = re.compile("[一二两三四五六七八九](?![一二三四五六七八九十百千万亿家个项户名人])").match
_CENTS = re.compile(
    "(?:([一二三四五六七八九壹贰叁肆伍陆柒捌玖1-9])角|零)?(?:([一二三四五六七八九壹贰叁肆伍陆柒捌玖1-9])分(?![之别]))?"
).match
_NEXT_WORD, _RUN = re.compile(" [a-z]+").match, re.compile("[\u3400-\u9fff]{1,6}").match
_NEGATIVE = re.compile(
    r"(?<=(?<![抱自肩担胜正欺背])(负))|(?<=(?<![抱自肩担胜正欺背])(负\s))|(?<=\b(minus\s))|(?<=\b(negative\s))"
).match
#: Three digits that a space parts from others: 8 000.
_PARTED = re.compile("(?<=[0-9]) [0-9]{3}(?![0-9])").match
#: From here on an ordinal is the count reached, as in 第1000列; below, it ranks or names. Of how many characters a
#: noun is at most, and the first character that is no letter of an alphabet.
_RANKED, _LONGEST_NOUN, _FIRST_WIDE = 100, 80, 0x2E80
#: 几十, 数百, 上千.
_SEVERAL = frozenset("几数上好多")
_DASHES = frozenset("-–+")


class Kind(StrEnum):
    """What follows a number, and so what it may be."""

    #: A unit or currency.
    UNIT = "unit"
    #: A noun or counter: 家, enterprises.
    NOUN = "noun"
    #: Nothing that it counts.
    BARE = "bare"
    #: 倍, times, fold.
    TIMES = "times"
    #: 第…: the so manieth.
    ORDINAL = "ordinal"


@attrs.frozen(kw_only=True)
class Amount:
    """A number with its sign and unit."""

    #: Where its words start, with currency and minus, and where they end.
    start: int
    end: int
    #: What follows the number.
    kind: Kind
    #: The number with its scale and sign; None if it says none.
    printed: Printed | None = None
    #: Unit code as `scaled` reads it, or a key of `UNITS`; empty where no unit stands, `UNKNOWN` where it is not known.
    code: str = ""
    #: What 余, 多 and 来 in it say.
    hedges: frozenset[Hedge] = frozenset()
    #: A remark on what is not understood; empty if all is.
    trouble: str = ""
    #: What follows it.
    noun: str = ""
    #: Whether it is a Chinese numeral without scale, unit or counter, which may be part of a word.
    is_loose: bool = False
    #: Its pieces; None for a fraction in words.
    number: Number | None = None
    #: Whether its unit stands before it, as in $5 or 百分之五.
    has_sign: bool = False
    #: How many parts of how many, for a fraction in words.
    fraction: tuple[int, int] | None = None


@attrs.frozen
class _Sign:
    """What comes directly before digits."""

    start: int
    code: str
    is_negative: bool
    trouble: str
    #: Whether a dash stands directly behind a word, where it is a minus before a percentage alone.
    is_dash: bool = False


class Scanner:
    """Reads the amounts of one plain text.

    Parameters
    ----------
    text
        Plain text, in which what counts nothing is blanked.
    wanted
        The unit that is asked for; its own spelling counts too.
    """

    def __init__(self, text: str, wanted: Unit | None) -> None:
        self.text = text
        self.mark = decimal_mark(text)
        #: Whether a number without unit can only be a whole one.
        self.whole = wanted is None or wanted.is_count
        self.own = own_words(wanted)

    def amount_at(self, start: int, floor: int = 0) -> tuple[Amount | None, int]:
        """Return the amount whose digits start at a position, if one does, and where to go on.

        Its sign starts at the floor or behind it.
        """
        hedge = hedge_before(self.text, start)
        number = number_at(self.text, start, bare=hedge is not None and isinstance(hedge[0], Hedge))
        if number is None:
            return None, start + 1
        sign = self.sign(start, floor)
        before = start - self.text.startswith("-", start - 1)
        letter = self.text[max(before - 1, 0) : before] if start > floor and not sign.code else ""
        amount = self.amount(self.with_letters(number, sign.code), sign)
        if amount and _is_letter(letter):  # of G60 and COVID-19 it is a part, of GDP500亿元 it may be one
            amount = attrs.evolve(amount, trouble=_touching(letter)) if amount.code or number.is_scaled else None
        return amount, amount.end if amount else number.end

    def sign(self, start: int, floor: int) -> _Sign:
        """Read a minus and a currency sign, in either order."""
        is_negative, place, trouble = self.minus(start, floor)
        is_dash = self.text[place : place + 1] in _DASHES and self.follows_a_noun(place)
        found = SIGNS.before(self.text, place) or SIGNS.before(self.text, place - self.text.endswith(" ", 0, place))
        if found is None or found[1] < floor:
            return _Sign(place, "", is_negative, trouble, is_dash)
        code, place = found
        if self.text.startswith("$", place) and _is_letter(self.text[max(place - 1, 0) : place]):
            code = UNKNOWN
        again, place, problem = self.minus(place, floor)
        twice = _touching("--") if is_negative and again else ""
        return _Sign(place, code, is_negative or again, trouble or problem or twice)

    def follows_a_noun(self, place: int) -> bool:
        """Whether a word other than a hedge ends at a position: 出口-5, not 约-5."""
        hedge = hedge_before(self.text, place)
        return self.text[max(place - 1, 0) : place].isalpha() and (hedge is None or hedge[0] is Word.NOTHING)

    def minus(self, start: int, floor: int) -> tuple[bool, int, str]:
        """Return whether a minus ends at a position, where the sign starts, and what is unclear about it."""
        if match := _NEGATIVE(self.text, start):
            return True, start - len("".join(match.groups(""))), ""
        dash, before = self.text[max(start - 1, floor) : start], self.text[max(start - 2, 0) : max(start - 1, 0)]
        if dash not in _DASHES:
            return False, start, ""
        is_joined = bool(before) and (before in "%)-–—+~" or (before.isalnum() and ord(before) < _FIRST_WIDE))
        return dash != "+", start - 1, _touching(before + dash) if is_joined else ""

    def with_letters(self, number: Number, code: str) -> Number:
        """Read k, m, b and tn behind a number where they can only mean money."""
        place = number.end + self.text.startswith(" ", number.end)
        found = None if number.words else CURRENCY_LETTERS.at(self.text, place)
        if found is None:
            return number
        power, end = found
        unit = UNITS.at(self.text, end + self.text.startswith(" ", end))
        if code not in _MONEY and not (unit and unit[0] in _MONEY):
            return number
        return attrs.evolve(number, pieces=(*number.pieces, (Piece.WORD, str(power))), end=end, words=(str(power),))

    def amount(self, number: Number, sign: _Sign) -> Amount | None:
        """Read on behind a number; None if it is not an amount."""
        code, end, trouble = self.unit(number.end, sign.code)
        is_ordinal = self.text.endswith("第", 0, sign.start) or any(word.endswith("th") for word in number.words)
        kind = self.kind(end, code, is_ordinal=is_ordinal)
        if kind is None or self.text.startswith("级", end):  # 5万吨级
            return None
        if kind is Kind.NOUN and not trouble:
            code, trouble = self.noun_unit(end, number)
        half = end + (kind is Kind.NOUN and self.text[end] in COUNTERS)
        if _HALF(self.text, half) and (number.is_scaled or kind in (Kind.NOUN, Kind.BARE)):
            trouble = trouble or _touching("半")
        if sign.is_dash and code not in _IN_PARTS:
            trouble = trouble or _touching(self.text[sign.start - 1 : sign.start + 1])
        follows, stop, value = self.text[end : end + 1], end, None
        parted = _PARTED(self.text, number.end) or (_PARTED(self.text, sign.start - 1) if sign.start else None)
        trouble = trouble or sign.trouble or _touching(parted[0].strip() if parted else "")
        if number.is_numeral and self.text[max(sign.start - 1, 0) : sign.start] in _SEVERAL:
            trouble = Remark("unread.vague")
        else:
            try:
                value = printed(number, self.mark, whole=self.whole and code in ("", OWN, "TEU"))
            except InvalidValue as error:
                trouble = error.message
        if value is not None:
            if kind is Kind.ORDINAL and value.value < _RANKED:
                return None
            value, stop = self.extended(value, code, end)
            value = attrs.evolve(value, value=value.value.copy_negate()) if sign.is_negative else value
        return Amount(
            start=sign.start - is_ordinal * self.text.endswith("第", 0, sign.start),
            end=stop,
            kind=Kind.UNIT if kind is Kind.NOUN and code else kind,
            printed=value,
            code=code,
            hedges=number.hedges | ({Hedge.AT_LEAST} if kind is Kind.ORDINAL else set()),
            trouble=trouble,
            noun=self.text[end : end + _LONGEST_NOUN].strip(),
            is_loose=number.is_numeral and not (code or number.is_scaled or (follows and follows in COUNTERS)),
            number=number,
            has_sign=bool(sign.code),
        )

    def unit(self, end: int, sign: str) -> tuple[str, int, str]:
        """Read a unit behind a number; return its code, its end, and what is wrong with it."""
        hyphen = self.text.startswith("-", end) and _is_letter(self.text[end + 1 : end + 2])
        place = end + (hyphen or self.text.startswith(" ", end))
        place += 3 * self.text.startswith("di ", place)
        found, own = UNITS.at(self.text, place), self.own.match(self.text, place)
        is_name = place == end and found is not None and self.text[end : found[1]] in APART
        code, stop = found if found and found[0] and not is_name else ("", end)
        if own and (own.end() > stop or (own.end() == stop and code in ("", UNKNOWN))):
            code, stop = OWN, own.end()
        if not (code or sign):
            return "", end, ""
        if _PER(self.text, stop):
            return UNKNOWN, stop, _PER_UNIT
        another = UNITS.at(self.text, stop) if code else None
        if another is None and code in _MONEY and self.text.startswith(" ", stop):
            apart = UNITS.at(self.text, stop + 1)
            another = apart if apart and apart[0] in _MONEY else None
        if another and another[0] == code and code not in _IN_PARTS:
            stop = another[1]
        elif another and another[0] and not (another[0] == UNKNOWN and another[1] == stop + 1):
            return UNKNOWN, another[1], _TWO_UNITS
        if sign and code and sign != code and not (sign == "¥" and code in ("CNY", "JPY")):
            return UNKNOWN, stop, _TWO_UNITS
        return code or sign, stop, ""

    def kind(self, end: int, code: str, *, is_ordinal: bool) -> Kind | None:
        """Return what a number is by what follows it; None where it is part of a name or rank."""
        if code == "times":
            return Kind.TIMES
        if is_ordinal:
            return None if RANK.match(self.text, end) else Kind.ORDINAL
        if code:
            return Kind.UNIT
        rest = self.text[end : end + 2]
        if _is_letter(rest.removeprefix("-")[:1]):  # 5G, 5-star
            return None
        is_word = rest[:1].isalpha() or (rest[:1] == " " and rest[1:].isalpha())
        is_noun = is_word and not (FUNCTION_WORDS.match(self.text, end) or hedge_behind(self.text, end))
        return Kind.NOUN if is_noun else Kind.BARE

    def noun_unit(self, end: int, number: Number) -> tuple[str, str]:
        """Return the code of a noun that is not a unit and has one in it, and why: 人公里, 澳门元, Macau dollars."""
        if _RUNS(self.text, end):
            return "", ""
        is_counted = self.text[end : end + 1] in COUNTERS
        if _PER(self.text, end + is_counted):
            return UNKNOWN, _PER_UNIT
        if is_counted:
            found = UNITS.at(self.text, end + 1)
            is_unit = found and found[0] and (found[1] > end + 2 or found[0] in _IN_PARTS)
            return (UNKNOWN, _TWO_UNITS) if is_unit else ("", "")
        if number.ends_in_ones:
            return UNKNOWN, Remark("unread.two-ways")
        if number.is_digits and not MEASURE.match(self.text, end):
            return "", _touching(self.text[end])
        run = _RUN(self.text, end) if number.is_scaled else None
        places = range(end + 1, run.end()) if run else self.words(end)
        found_units = (UNITS.at(self.text, place) for place in places)
        known = any(found and found[0] not in ("", UNKNOWN) for found in found_units)
        return (UNKNOWN, Remark("unread.unknown-unit")) if known else ("", "")

    def words(self, end: int) -> Iterator[int]:
        """Iterate over where the next words of a noun phrase start."""
        while match := _NEXT_WORD(self.text, end):
            if FUNCTION_WORDS.match(self.text, end):
                return
            yield end + 1
            end = match.end()

    def extended(self, value: Printed, code: str, end: int) -> tuple[Printed, int]:
        """Read what may follow a unit: 一吨半, 三成五, 十元三角八分."""
        if code and not value.scale and _HALF(self.text, end):
            return _plus(value, "0.5", Decimal("0.5")), end + 1
        if code == "tenth" and (match := _TENTH(self.text, end)):
            return _plus(value, f"0.{ONES[match[0]]}", Decimal("0.1")), match.end()
        if self.text[end - 1] in "元圆" and (match := _CENTS(self.text, end)):
            tenths, hundredths = (ONES.get(each or "零", each) for each in match.groups())
            if match[1] or match[2]:
                return _plus(value, f"0.{tenths}{hundredths}", Decimal("0.01" if match[2] else "0.1")), match.end()
        return value, end


def _plus(value: Printed, more: str, place: Decimal) -> Printed:
    """Add a part of one unit, which is then what the number is known to."""
    result = WIDE.add(value.value, Decimal(more))
    return attrs.evolve(value, value=result, place=place, significant=place, single=False, decimals=True)


def _is_letter(character: str) -> bool:
    return character.isalpha() and ord(character) < _FIRST_WIDE


def _touching(piece: str) -> str:
    return Remark("unread.touches", Quoted(piece)) if piece else ""
