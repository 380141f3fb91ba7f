package lang

import (
	"context"
	"embed"
)

// A contestant is what another language has for coroutines or tasks.
type contestant struct {
	name     string
	packages []string // of Debian, that it needs
	find     func(context.Context) (*player, error)
}

var contestants = []contestant{
	{"CPython generator", []string{"python3"}, python("generator")},
	{"CPython asyncio", []string{"python3"}, python("asyncio")},
	{"greenlet", []string{"python3-greenlet"}, python("greenlet", "greenlet")},
	{"gevent", []string{"python3-gevent"}, python("gevent", "gevent")},
	{"SimPy", []string{"python3-simpy3"}, python("simpy", "simpy")},
	{"Lua", []string{"lua5.4"}, lua("lua5.4", "lua")},
	{"LuaJIT", []string{"luajit"}, lua("luajit")},
	{"Boost Context", []string{"g++", "libboost-context-dev"}, boost},
}

//go:embed programs
var programs embed.FS

// program is the text of a program in another language.
func program(name string) string {
	text, err := programs.ReadFile("programs/" + name)
	if err != nil {
		panic(err) // it is part of this program
	}
	return string(text)
}
