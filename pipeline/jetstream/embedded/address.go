package embedded

import (
	"errors"
	"math/rand/v2"
	"net"
	"strconv"
)

// freeAddresses returns n addresses of this machine that nobody listens on. They are not among
// those that systems give to connections that go out, so that they stay free when a server
// that has had one stops for a while.
func freeAddresses(n int) (addresses []string, err error) {
	const first, last, tries = 16_384, 32_767, 100
	for range n + tries {
		if len(addresses) == n {
			return addresses, nil
		}
		port := first + rand.IntN(last-first+1)
		address := net.JoinHostPort("127.0.0.1", strconv.Itoa(port))
		listener, listenErr := net.Listen("tcp", address)
		if listenErr != nil {
			err = listenErr
			continue
		}
		defer listener.Close() // not before all have been chosen
		addresses = append(addresses, address)
	}
	return nil, errors.Join(errors.New("no free ports"), err)
}
