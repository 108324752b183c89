"""Why a package was not taken in: one reason code for the log and tests, one plain sentence for the clerk."""

from __future__ import annotations

from models.kernel.errors import Circumstance

VILLAGE, TOWNSHIP, COUNTY = "village", "township", "county"
ROLES = (VILLAGE, TOWNSHIP, COUNTY)
_HERE = {VILLAGE: "本村", TOWNSHIP: "本镇", COUNTY: "本县"}
_OTHER_SIDE = {VILLAGE: "镇里", TOWNSHIP: "村里", COUNTY: "镇里"}

_SENTENCES = {
    "unreadable": "这个文件读不出来，可能是U盘松了。插好再试一次。",
    "not_package": "这个文件不是振兴台账装的包，没收进来。",
    "truncated": "这个包没有拷完整，没收进来。请让{other}再装一次。",
    "damaged": "这个包在路上损坏了，没收进来。请让{other}再装一次。",
    "members": "这个包里的文件不对（多了、少了或重名），没收进来。请让{other}再装一次。",
    "header": "这个包的封面读不懂，没收进来。请让{other}再装一次。",
    "newer": "这个包是更新的版本装的，没收进来。先把本机的振兴台账升级，再收一次。",
    "suite": "这个包用的加密办法本机还不会，没收进来。先把本机的振兴台账升级，再收一次。",
    "unknown_sender": "还没有登记过对方的接收卡，不知道这个包是谁装的，没收进来。先和对方互换接收卡。",
    "closed": "装这个包的电脑已经被镇里停用，没收进来。要再用那台电脑，先在那台上换钥匙，再和镇里互换接收卡。",
    "replaced": "装这个包的电脑用的是换掉的旧钥匙，没收进来。请让{other}用现在的电脑再装一次，或者重新互换接收卡。",
    "succession": "这个包说它接着一台登记过的电脑，可是凭据对不上，没收进来。请和{other}核实，必要时重新互换接收卡。",
    "no_author": "这个包里有以镇里名义记的内容，这里却不认得是哪台电脑记的，没收进来。先收那台电脑的接收卡；在村里也可以先收一次镇里的包。",
    "signature": "这个包的签名对不上，可能被人改过，没收进来。请让{other}再装一次。",
    "own": "这个包是本机自己装的，不用收。请带给{other}。",
    "other_place": "这个包不是给{here}的，没收进来。",
    "resealed": "这个包的封面和里面写的对不上，可能被人换过，没收进来。请和{other}核实。",
    "own_name": "这个包里有用本机名义写的、本机却没有的内容，没收进来。这台电脑的数据要是拷过或换过，请点“再收一次”；没有的话请和{other}核实。",
    "too_big": "这个包大得不正常，没收进来。请和{other}核实。",
    "content": "这个包里的内容读不懂，没收进来。请让{other}再装一次。",
}
REASONS = tuple(_SENTENCES)


class Refused(Circumstance):
    """A package (or one part of it) that is put aside and not taken in; nothing of it has been kept."""

    def __init__(self, reason: str, role: str = TOWNSHIP) -> None:
        self.reason = reason
        super().__init__(_SENTENCES[reason].format(here=_HERE[role], other=_OTHER_SIDE[role]))

    def seen_by(self, role: str) -> Refused:
        """The same refusal in the words of the side that reads it: a village asks the township, and the reverse."""
        return Refused(self.reason, role)
