"""Words that news uses otherwise than jieba's dictionary says, with parts of speech of ICTCLAS."""

from __future__ import annotations

# Words that news uses otherwise than the dictionary says: to win a tender, and the ends of names of companies.
OTHERWISE = {
    "中标": "v", "印发": "v", "节能": "n", "控股": "n", "集成": "n", "致力于": "v", "波及": "v", "驱动": "v",
    "影响": "v", "仍": "d", "距离": "p", "产销": "n", "予": "v", "培育": "v", "架设": "v", "铺设": "v",
    "盘活": "v", "落地": "v", "投用": "v", "续建": "v", "资助": "v", "布局": "v", "形容": "v",
    "时隔": "v", "节省": "v", "垫底": "v", "途经": "v", "闲置": "v", "精简": "v", "援引": "v", "出院": "v", "落户": "v",
    "起诉": "v", "踩雷": "v", "组团": "v", "通达": "v", "大力": "d", "短短": "d", "最近": "t",
    "如": "c", "例如": "c", "比如": "c", "譬如": "c",
    "检": "v", "载有": "v", "藏有": "v", "充当": "v", "致力": "v", "所指": "v", "严厉打击": "v", "非常重视": "v",
    "廉署": "nt", "入境处": "nt", "劳工处": "nt",
    "当中": "d", "同场": "d", "对华": "d",
    "警告": "v", "曝": "v", "上线": "v", "下线": "v", "网传": "v", "遭遇": "v", "联想": "nz", "量化": "n", "独立": "n",
    "隔夜": "t",
    "氧化": "n", "硫化": "n", "氯化": "n", "氟化": "n", "碳化": "n", "氮化": "n", "磷化": "n", "溴化": "n",
}  # fmt: skip
# Verbs and adverbs that the dictionary takes for nouns or names, and set phrases that are said of something.
VERBS = frozenset(
    "产生 生效 领先 居首 登顶 筹划 委任 亮相 收官 消失 又称 喻为 证实 误导 函告 责令 惠及 声称 扬言 行使 作出"
    " 助力 抄底 触底 托底 会见 锚定 启程 倒地 粉饰 达标 派员 报警 报案 杜绝 拓宽 晋级 权衡 矫正 改善 令人 略逊"
    " 扎堆 云集 来临 历时 面向 难言 相匹配 占上风 屈服于 蔓延到 追溯到 投入使用 提出申请 提出诉讼 纠正错误"
    " 进行谈判 暂停营业 提供援助 保持良好 保持稳定 大力支持 大力发展 加大力度 严格遵守 严格执行 建立健全"
    " 发生变化 广泛应用 合作开发 联合推出 开展调查 积极开展 发展壮大 抢先一步 卷土重来 不涨反跌".split()
)
ADVERBS = frozenset("有所 无法 有序 依法 精准 首度 着力 原本 方可 分阶段 全力 大幅度 近日来 事实上".split())
OTHERWISE |= dict.fromkeys(VERBS, "v") | dict.fromkeys(ADVERBS, "d")
# Common nouns that the dictionary takes for names of people, places or bodies.
COMMON = frozenset(
    "城市 城镇 山区 上市 入市 新建 扎根 中断 串联 加密 加盟 关联 普及 密封 福利 契约 嘉宾 贵宾 庆典 滑坡 大坝"
    " 大桥 大关 都市 新春 深度 长度 广度 周转 普通 开放式 汇报 论文 摩托车 卡片 保安 家族 大奖 登记日"
    " 集成电路 二氧化碳 碳酸锂 磷酸 网络安全 联网 联合体 交易会 加油站 中医药 公共场所 加工厂 加盟店 国际化"
    " 施工队 福利院 申请专利 通知书 许可证 居留权 银行卡 维生素 青少年 小学生 高中生 大学生 安全性 公开赛"
    " 高新区 幼儿园 博士生 贡献者 古建筑 幸存者 太阳光 蒲式耳 高水平 强降雨 暴风雨 雷阵雨 龙卷风 望远镜 显微镜 金刚石"
    " 房地产 房地产业 房地产商 中小企业 中小学 中小学生 交通运输 中长期 工商业 中青年 中老年 贸易战".split()
)
# What tells how something will be done, behind 将, which the dictionary takes for nouns.
HOW = tuple(
    "在 有 各 首次 同比 环比 额外 总共 新建 全面 全力 双双 大大 精准 分阶段 分批 分期 小幅 大幅 日均 创下 创新高 花费"
    " 重点 优先 集中 动态 整体 总体 全程 高标准 高质量 长期 短期 定期 统一 免费 实时 现场 线上 线下"
    " 最高 最多 最低 至少 平均 人均 年均 月均 总计 合计 累计 每年 每月 每日 全年".split()
)
