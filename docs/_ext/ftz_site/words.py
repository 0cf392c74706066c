"""Words of the data pages that the library's own briefings do not need; English and Chinese."""

from __future__ import annotations

__all__ = ["WORDS"]

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "area": "Area",
        "city": "City",
        "cooperation": "Cooperation",
        "figure": "Figure",
        "form": "Form",
        "id": "Id",
        "indicator": "Indicator",
        "other-language": "中文",
        "other-name": "Chinese name",
        "parties": "Parties",
        "period": "Period",
        "printed": "As printed",
        "province": "Province",
        "see": "With {0}:",
        "size": "Size",
        "status": "Status",
        "subject": "Of",
        "zone": "Zone",
        "zones": "The zones",
        "zones-lead": (
            "Edition {edition} of the data: {zones} zones with {areas} areas, {observations} figures, "
            "{cooperations} cooperations and {sources} sources. Partners are those with a cooperation on record; "
            "no record does not say that there is none."
        ),
        "framework-agreement": "framework agreement",
        "alliance": "alliance",
        "shipping-route": "shipping route",
        "platform": "platform",
        "project": "project",
        "investment": "investment",
        "training": "training",
        "exchange": "exchange",
        "mechanism": "mechanism",
        "event": "event",
    },
    "zh": {
        "area": "片区",
        "city": "城市",
        "cooperation": "合作",
        "figure": "数值",
        "form": "形式",
        "id": "编号",
        "indicator": "指标",
        "other-language": "English",
        "other-name": "英文名称",
        "parties": "参与方",
        "period": "时期",
        "printed": "原文数字",
        "province": "省份",
        "see": "与{0}：",
        "size": "面积",
        "status": "状态",
        "subject": "主体",
        "zone": "自贸试验区",
        "zones": "各自贸试验区",
        "zones-lead": (
            "数据版本{edition}：{zones}个自贸试验区、{areas}个片区、{observations}项数据、"
            "{cooperations}项合作、{sources}个来源。联动伙伴指有合作记录者；没有记录并不表示没有合作。"
        ),
        "framework-agreement": "框架协议",
        "alliance": "联盟",
        "shipping-route": "航线",
        "platform": "平台",
        "project": "项目",
        "investment": "投资",
        "training": "培训",
        "exchange": "交流",
        "mechanism": "机制",
        "event": "活动",
    },
}
