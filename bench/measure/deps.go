package measure

import (
	_ "github.com/alitto/pond/v2"
	_ "github.com/panjf2000/ants/v2"
	_ "github.com/zeromicro/go-zero/core/fx"
	_ "github.com/zeromicro/go-zero/core/mr"
	_ "golang.org/x/exp/trace"
	_ "gonum.org/v1/plot/vg/vgsvg"
)
