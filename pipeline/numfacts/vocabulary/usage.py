"""Words that news uses otherwise than jieba's dictionary says, with parts of speech of ICTCLAS."""

from __future__ import annotations

# Words that news uses as verbs or adverbs, and set phrases that are said of something.
VERBS = frozenset(
    "予 检 曝 中标 印发 波及 驱动 影响 培育 架设 铺设 盘活 落地 投用 续建 资助 布局 形容 时隔 节省 垫底 途经"
    " 闲置 精简 援引 出院 落户 起诉 踩雷 组团 通达 载有 藏有 充当 致力 所指 计提 产生 办理 会同 持平 责令 惠及 落实"
    " 证实 证明 函告 任命 委任 立案 居首 面向 行使 会见 投递 替代 整治 封锁 陈述 凸显 尊重 力争 毕业 发文 警告"
    " 上线 下线 网传 遭遇 消失 晋级 拓宽 难言 历时 声称 又称 派员 倒地 扎堆 报案 亮相 作出 领先 收官 来临 抄底"
    " 扬言 改善 令人 权衡 杜绝 触底 略逊 助力 登顶 达标 矫正 筹划 启程 粉饰 托底 云集 报警 生效 锚定 喻为 误导"
    " 致力于 受阻于 远高于 屈服于 追溯到 蔓延到 占上风 相匹配 严厉打击 非常重视 大力发展 充分发挥 大力支持"
    " 发生变化 加大力度 提供援助 进行谈判 卷土重来 合作开发 保持良好 建立健全 开展调查 严格执行 发展壮大"
    " 广泛应用 不涨反跌 提出申请 纠正错误 投入使用 严格遵守 积极开展 保持稳定 抢先一步 提出诉讼 联合推出"
    " 暂停营业 申报 达成协议 协商一致 换货 换乘".split()
)
ADVERBS = frozenset(
    "仍 大力 短短 当中 同场 对华 小幅 有所 依法 无法 着力 全力 首度 原本 有序 连续 重新 精准 方可 短期内 据介绍"
    " 分阶段 近日来 事实上 大幅度".split()
)
# These, and other words: the ends of names of companies, what leads an example, the stuff of chemical compounds.
OTHERWISE = (
    dict.fromkeys(VERBS, "v")
    | dict.fromkeys(ADVERBS, "d")
    | {
        "节能": "n", "控股": "n", "集成": "n", "距离": "p", "产销": "n", "最近": "t", "如": "c", "例如": "c",
        "比如": "c", "譬如": "c", "廉署": "nt", "入境处": "nt", "劳工处": "nt", "联想": "nz", "量化": "n", "独立": "n",
        "隔夜": "t", "氧化": "n", "硫化": "n", "氯化": "n", "氟化": "n", "碳化": "n", "氮化": "n", "磷化": "n",
        "溴化": "n",
    }
)  # fmt: skip
# Common nouns that the dictionary takes for names of people, places or bodies.
COMMON = frozenset(
    "城市 城镇 山区 上市 入市 新建 扎根 中断 串联 加密 加盟 关联 普及 密封 福利 契约 嘉宾 贵宾 庆典 滑坡 大坝"
    " 大桥 大关 都市 新春 深度 长度 广度 周转 普通 开放式 汇报 论文 摩托车 卡片 保安 家族 大奖 登记日"
    " 集成电路 二氧化碳 碳酸锂 磷酸 网络安全 联网 联合体 交易会 加油站 中医药 公共场所 分行 支行 加工厂 加盟店 国际化"
    " 施工队 福利院 申请专利 通知书 许可证 居留权 银行卡 维生素 青少年 小学生 高中生 大学生 安全性 公开赛"
    " 高新区 幼儿园 博士生 贡献者 古建筑 幸存者 太阳光 蒲式耳 高水平 强降雨 暴风雨 雷阵雨 龙卷风 望远镜 显微镜 金刚石"
    " 房地产 房地产业 房地产商 中小企业 中小学 中小学生 交通运输 中长期 工商业 中青年 中老年 贸易战"
    " 白卡纸 高科技 氧化锂 氢氧化锂 金属锂 锂辉石 二氧化硅 硅烷 苯乙烯 聚酯 聚氨酯 聚乙烯 甲醇 钛白粉"
    " 颗粒剂 大豆油 枸橼酸 永磁 滤波器 换热器 孵化器 金属管 非金属矿 采购网 登记证 授权代表 换手率 认股权"
    " 认股权证 基准利率 海运费 本科学历 亿万富豪 生命安全 信息安全 社会秩序 基建投资 城市更新 国际贸易"
    " 国际航班 广告宣传 开放日 开放平台 开发方式 第二产业 第三产业 易爆物 易燃易爆 抗药 聊天 聊天室 太阳辐射"
    " 全自动 金属化 高度集中 巨变 伊始".split()
)
# Common nouns that the dictionary lacks, and cuts into words that are no nouns or begin like a name.
LACKING = frozenset(
    "小微 普惠 金股 妖股 房企 险企 车企 药企 酒企 猪企 纸企 钢企 煤企 船企 油企 电企 茶企 乳企 央企 台企 港企"
    " 硅料 算力 小巨人 盲盒 充电桩 换电站 绿电 网约车".split()
)
# What the dictionary should say of words: 原 only describes what stands behind it.
TAGGED = dict.fromkeys(COMMON | LACKING, "n") | {"原": "ag"}
# What tells how something will be done, behind 将, which the dictionary takes for nouns.
HOW = tuple(
    "在 有 各 首次 同比 环比 额外 总共 新建 全面 全力 双双 大大 精准 分阶段 分批 分期 小幅 大幅 日均 创下 创新高 花费"
    " 重点 优先 集中 动态 整体 总体 全程 高标准 高质量 长期 短期 定期 统一 免费 实时 现场 线上 线下"
    " 最高 最多 最低 至少 平均 人均 年均 月均 总计 合计 累计 每年 每月 每日 全年".split()
)
