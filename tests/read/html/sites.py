"""Pages of differently built county sites around a report: the page as bytes, in the encoding that such a site uses."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from pipelines.samples.parts import Part
from tests.read.html.writer import report_html

TITLE = "关于公开2024年度部门整体支出绩效自评报告的公告"
_MENU = ["首页", "政务公开", "政府信息公开目录", "财政预决算", "政务服务", "互动交流", "走进赵县", "专题专栏"]
_NEWS = [
    "县政府召开常务会议研究部署安全生产工作",
    "关于开展城乡居民医保参保缴费的通告",
    "春季义务植树活动启动",
]
_FOOTER = "版权所有：赵县人民政府　主办：赵县人民政府办公室　承办：赵县数据局<br>冀ICP备05012345号　网站标识码：1301330001　联系电话：0311-84900000"


def _links(names: Sequence[str], tag: str = "li") -> str:
    return "".join(f'<{tag}><a href="/col/{n}/index.html">{name}</a></{tag}>' for n, name in enumerate(names))


def trs(parts: Sequence[Part]) -> bytes:
    """TRS: a div for everything, the editor's text in .TRS_Editor."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE}_赵县人民政府</title>
<style>.TRS_Editor P{{line-height:2}}</style><script>document.write('<div class="ad">广告</div>');if(1<2){{}}</script></head>
<body><div class="top"><div class="logo">赵县人民政府</div><ul class="nav">{_links(_MENU)}</ul></div>
<div class="wz">您现在的位置：<a href="/">首页</a>&gt;<a href="/zwgk">政务公开</a>&gt;<a href="/czyjs">财政预决算</a></div>
<div class="xl"><div class="xl_title"><h1>{TITLE}</h1></div>
<div class="xl_meta"><span>发布时间：2025-03-12</span> <span>来源：赵县财政局</span> <span>浏览次数：<i id="c">213</i>次</span>
【字体：<a href="javascript:size(18)">大</a> <a href="javascript:size(16)">中</a> <a href="javascript:size(14)">小</a>】</div>
<div class="view TRS_UEDITOR trs_paper_default"><div class="TRS_Editor">{report_html(parts)}</div></div>
<div class="share"><a href="javascript:;">打印本页</a> <a href="javascript:;">关闭窗口</a> 分享到：<a href="#">微信</a></div></div>
<div class="foot">{_FOOTER}</div></body></html>""".encode()


def nested_tables(parts: Sequence[Part]) -> bytes:
    """A site of 2008: tables in tables, GBK declared as gb2312, upper-case tags, closing tags left out."""
    side = "".join(f"<TR><TD>·<A HREF='/n/{n}.htm'>{name}</A>" for n, name in enumerate(_NEWS))
    page = f"""<HTML><HEAD><META http-equiv=Content-Type content="text/html; charset=gb2312"><TITLE>赵县政府网</TITLE></HEAD>
<BODY bgColor=#ffffff><TABLE width=1000 align=center><TR><TD><IMG src="images/top.gif"></TD></TR>
<TR><TD><TABLE width="100%"><TR>{_links(_MENU, "TD")}</TR></TABLE></TD></TR></TABLE>
<TABLE width=1000 align=center cellSpacing=0><TR><TD width=200 vAlign=top><TABLE><TR><TD>最新动态</TD></TR>{side}</TABLE></TD>
<TD vAlign=top><TABLE width="100%"><TR><TD>当前位置：<A href="/">首页</A> &gt; <A href="/gk">信息公开</A> &gt; 正文</TD></TR>
<TR><TD><TABLE width="96%" align=center><TR><TD align=center class=bt>{TITLE}</TD></TR>
<TR><TD align=center>发布日期：2025-3-12　　来源：本站　　点击：58</TD></TR>
<TR><TD class=nr><FONT size=3>{report_html(parts)}</FONT></TD></TR></TABLE></TD></TR>
<TR><TD align=right>[<A href="javascript:print()">打印</A>] [<A href="javascript:close()">关闭</A>]</TD></TR></TABLE></TD></TR></TABLE>
<TABLE width=1000 align=center><TR><TD align=center>{_FOOTER}</TD></TR></TABLE></BODY></HTML>"""
    return page.encode("gb18030")


def bare(parts: Sequence[Part]) -> bytes:
    """No element around the report: everything lies in the body."""
    return f"""<html><head><meta charset=gb2312></head><body>
<p>{" | ".join(f'<a href="/{n}">{name}</a>' for n, name in enumerate(_MENU))}</p><p>首页 &gt; 政府信息公开 &gt; 财政预决算</p>
{report_html(parts)}
<p align=center>【<a href="javascript:print()">打印本页</a>】【<a href="javascript:close()">关闭窗口</a>】</p>
<p>上一篇：<a href="12.htm">关于批复2024年部门预算的通知</a></p><p>{_FOOTER}</p></body></html>""".encode()


def index_card(parts: Sequence[Part]) -> bytes:
    """政府信息公开: a card of labels above the text, which stands in <UCAPCONTENT>."""
    card = [("索引号：", "000014349/2025-00012", "主题分类：", "财政、金融、审计"), ("发布机构：", "赵县财政局", "发文日期：", "2025年03月12日"),
            ("名称：", TITLE, "文号：", "无"), ("有效性：", "有效", "关键词：", "绩效;自评")]  # fmt: skip
    rows = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in card)
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE}</title></head><body>
<div class="header"><a href="/"><img src="logo.png" width="300" height="60"></a><ul>{_links(_MENU)}</ul></div>
<div class="pages-date"><table class="bd1">{rows}</table></div>
<div class="article oneColumn"><h1>{TITLE}</h1><div class="pages_content" id="UCAP-CONTENT"><UCAPCONTENT>
{report_html(parts)}</UCAPCONTENT></div>
<div class="fj">附件：<a href="/P020250312.xls">2024年度部门整体支出绩效自评表.xls</a></div></div>
<div class="related"><h2>相关文章</h2><ul>{_links(_NEWS)}</ul></div><div class="footer">{_FOOTER}</div></body></html>""".encode()


def html5(parts: Sequence[Part]) -> bytes:
    """nav, main, article, aside, footer; paragraphs as nested div; what scripts and styles hide."""
    return f"""<!doctype html><html lang="zh"><head><meta charset="utf-8"/><title>{TITLE} - 赵县</title></head><body>
<header><nav>{_links(_MENU)}</nav></header><div style="display:none">登录后查看</div><main><article>
<header><h1>{TITLE}</h1><p>2025-03-12 09:30 来源： 赵县财政局 字号：<button>默认</button> <button>大</button> <button>超大</button></p></header>
<section id="zoom"><div class="wrap"><div>{report_html(parts, "div")}</div></div></section></article>
<aside><h3>热点</h3>{_links(_NEWS)}</aside></main><footer><p>{_FOOTER}</p></footer></body></html>""".encode()


def vsb(parts: Sequence[Part]) -> bytes:
    """博达 (vsb): a form, script between the parts, links to the item before and after."""
    return f"""<!DOCTYPE HTML><HTML><HEAD><TITLE>{TITLE}-赵县农业农村局</TITLE><META charset="UTF-8"></HEAD><BODY>
<div class="nav"><ul>{_links(_MENU)}</ul></div><form name="_newscontent_fromname"><script>_setup=1</script>
<div><h2 align="center">{TITLE}</h2><div class="xinxi"><span>日期：2025-03-12</span><span>　作者：</span><span>点击：[<script>n()</script>]</span></div>
<div id="vsb_content" class="content_m"><div class="v_news_content">{report_html(parts)}</div></div>
<p>上一条：<a href="1201.htm">{_NEWS[0]}</a></p><p>下一条：<a href="1203.htm">{_NEWS[1]}</a></p>
<p>【<a href="javascript:window.close();">关闭</a>】</p></div></form><div class="links">友情链接：
<select><option>--省直部门--</option><option>河北省财政厅</option></select></div><div>{_FOOTER}</div></BODY></HTML>""".encode()


def in_parts(parts: Sequence[Part]) -> bytes:
    """The report cut into several boxes, as office programs and page-by-page editors do."""
    cut = max(1, len(parts) * 3 // 4)
    return f"""<html><head><meta charset="utf-8"></head><body><div class="menu">{_links(_MENU, "span")}</div><div class="box">
<div class="WordSection1">{report_html(parts[:cut])}</div><br><div class="WordSection2">{report_html(parts[cut:])}</div></div>
<div class="footer">{_FOOTER}</div></body></html>""".encode()


def office(parts: Sequence[Part]) -> bytes:
    """Word's own HTML: conditional comments, o:p, mso styles, tracked deletions, a BOM."""
    body = (
        report_html(parts)
        .replace("</p>", "<o:p></o:p></p>")
        .replace('<p style="', '<p class=MsoNormal style="mso-pagination:none;')
    )
    return (
        "\ufeff"
        + f"""<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta http-equiv=Content-Type content="text/html; charset=unicode"><!--[if gte mso 9]><xml><w:WordDocument></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {{mso-style-parent:"";}} --></style></head><body lang=ZH-CN><div class=Section1 style='layout-grid:15.6pt'>
<p class=MsoNormal><del cite="mailto:wang" datetime="2025-03-01T10:00"><span>删去的话123万元。</span></del><span style='mso-hide:all'>批注456</span></p>
{body}<![if !supportEmptyParas]>&nbsp;<![endif]></div></body></html>"""
    ).encode()


def broken_lines(parts: Sequence[Part]) -> bytes:
    """Paragraphs that are only lines of one element, with manual breaks between them; a title in ArticleTitle alone."""
    text = re.sub(r'<p style="[^"]*">(.*?)</p>(?!</td>)', r"　　\1<br><br>", report_html(parts))
    return f"""<html><head><meta charset="utf-8"><meta name="ArticleTitle" content="{TITLE}"><title>赵县人民政府</title></head><body>
<div class="nav">{_links(_MENU)}</div><table width="900"><tr><td class="t1">{TITLE}</td></tr><tr><td>发布时间：2025-03-12 &nbsp; 来源：赵县财政局</td></tr>
<tr><td id="content">{text}</td></tr></table><p>{_FOOTER}</p></body></html>""".encode()


SITES: Sequence[Callable[[Sequence[Part]], bytes]] = (
    trs,
    nested_tables,
    bare,
    index_card,
    html5,
    vsb,
    in_parts,
    office,
    broken_lines,
)
