"""Text in plain characters: one width, simplified Chinese, lower case, single spaces; each knows where it came from."""

from __future__ import annotations

__all__ = ["Plain"]

import re
import unicodedata
from functools import lru_cache

import attrs

from anhui_ftz.errors import InvalidValue, shown
from anhui_ftz.words.remark import Remark

#: Traditional and Japanese characters of the words that are read, and the simplified ones.
_PAIRS = """
億亿 萬万 點点 兩两 負负 餘余 約约 過过 達达 總总 滿满 內内 間间 來来 個个 箇个 項项 戶户 單单 輛辆 條条 種种 類类
臺台 張张 噸吨 畝亩 頃顷 標标 準准 國国 際际 歐欧 韓韩 盧卢 鎊镑 幣币 數数 幾几 強强 較较 從从 於于 無无 沒没 難难
並并 僅仅 實实 為为 爲为 時时 號号 縣县 區区 級级 線线 體体 縮缩 漲涨 減减 當当 長长 貳贰 參参 陸陆 叄叁 圓圆 會会
應应 該该 須须 將将 預预 計计 劃划 測测 屆届 據据 換换 處处 與与 離离 佔占 損损 虧亏 鐘钟 後后 開开 運运 營营 掛挂
設设 發发 稱称 進进 頭头 邊边 遠远 許许 寫写 週周 轉转 規规 爭争 確确 認认 繼继 續续 終终 極极 稅税 檔档 斷断 雙双
別别 貨货 業业 倉仓 車车 鄰邻 親亲 節节 淨净 幹干 現现 擬拟 訂订 價价 產产 積积 額额 頂顶 廣广 徑径 盡尽 緊紧 綫线
衝冲 擊击 戰战 鎖锁 關关 門门 檻槛 簡简 締缔 紐纽 隱隐 談谈 見见 貼贴 偵侦 獲获 題题 趕赶 導导 聲声 歷历 銹锈 鏽锈
鋼钢 變变 動动 錫锡 紙纸 償偿 縫缝 礙碍 屬属 銀银 遺遗 寧宁 願愿 對对 資资 飼饲 誤误 順顺 災灾 脫脱 擁拥 還还 簽签 馬马
違违 爾尔 蓋盖
""".split()
_SIMPLIFIED = str.maketrans({pair[0]: pair[1] for pair in _PAIRS})
_SPACES = frozenset("\u00a0\u2009\u202f")
_GROUP = re.compile(r"[0-9]{3}(?![0-9])").match
_POWER = {"²": "2", "³": "3"}
_METRES = frozenset("mМм")
_WIDE_DIGITS = frozenset("０１２３４５６７８９")


@attrs.frozen
class Plain:
    """A text in plain characters, and where each of them is in the original.

    >>> plain = Plain.of("超過５億元")
    >>> plain.text, plain.original(0, 2)
    ('超过5亿元', '超過')
    """

    #: The plain characters.
    text: str
    #: The text as it was given.
    given: str
    #: Where each plain character starts in it, and where the last one ends.
    origins: tuple[int, ...] = attrs.field(repr=False)

    @classmethod
    def of(cls, given: str) -> Plain:
        """Return a text in plain characters.

        Raises
        ------
        InvalidValue
            If it has digits that may be no part of its figures.
        """
        characters: list[str] = []
        origins: list[int] = []
        for position, character in enumerate(given):
            for each in _plain(given, position, character, characters[-1:]):
                characters.append(each)
                origins.append(position)
        return cls("".join(characters), given, (*origins, len(given)))

    def original(self, start: int, end: int) -> str:
        """Return the characters between two positions, as they were given."""
        return self.given[self.origins[start] : self.origins[end]].strip()


def _plain(given: str, position: int, character: str, before: list[str]) -> str:
    """Return what replaces a character, which may be nothing."""
    last = before[0] if before else " "
    if character.isspace():
        grouping = character in _SPACES and last.isdigit() and _GROUP(given, position + 1)
        return "" if last == " " or grouping else " "
    if character in _POWER and last in _METRES:
        return _POWER[character]
    plain = _plain_alone(character)
    if not plain:
        odd = character if character.isprintable() else shown(character)
        raise InvalidValue(Remark("unread.odd-digit", odd))
    return " " if plain == "-" and _joins_letters(last, given[position + 1 : position + 2]) else plain


@lru_cache(maxsize=4096)
def _plain_alone(character: str) -> str:
    """Return what replaces a character whatever is around it; empty where it has a digit that is not plain."""
    if character in "，…":  # ends a clause: no comma within digits, and no dots
        return character
    plain = "-" if character == "\u2212" else unicodedata.normalize("NFKC", character)
    if _is_odd(character, plain):
        return ""
    lower = plain.lower()
    return (lower if len(lower) == len(plain) else plain).translate(_SIMPLIFIED)


def _is_odd(character: str, plain: str) -> bool:
    """Whether a character has a digit that is not plain: ٣, ³, ½, ①; but not ３, nor ㎡; or is one of a font's own."""
    if character.isascii() or character in _WIDE_DIGITS:
        return False
    return unicodedata.category(character) in ("Nd", "No", "Co") or plain[:1].isdecimal()


def _joins_letters(before: str, after: str) -> bool:
    return before.isalpha() and before.isascii() and after.isalpha() and after.isascii()
