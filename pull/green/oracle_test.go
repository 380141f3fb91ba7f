package green_test

import (
	"testing"

	"github.com/coseq/coseq/internal/oracle"
	"github.com/google/go-cmp/cmp"
)

// TestOracles plays Python programs, ported to this package, and compares what
// they print with what they printed in Python: testdata has both, gevent.txt of gevent
// 22.10 and trio.txt of trio 0.22.
func TestOracles(t *testing.T) {
	recorded := oracle.Read(t, "testdata/gevent.txt", "testdata/trio.txt")
	oracle.Compare(t, recorded, oraclePorts, oracleDifferences,
		func(t *testing.T, want []string, port func(*pyPrinter)) {
			var w pyPrinter
			port(&w)
			if diff := cmp.Diff(want, w.lines); diff != "" {
				t.Errorf("printed lines differ (-want +got):\n%s", diff)
			}
		})
}

// oracleDifferences has what a port prints where that is not what Python does.
var oracleDifferences = map[string][]string{
	// A Future is set once.
	"aresult_04_set_twice": {
		"green.Future.Set: the Future is done already",
		"get -> 1",
		"green.Future.Fail: the Future is done already",
		"get -> 1",
	},
	// The fault of gevent that a Flag does not have.
	"bug_01_lost_wakeup": {
		"is_set True",
		"woke",
	},
	// A deadlock ends the run: both have been unwound.
	"dead_04_two_locks": {
		"g has first",
		"h has first",
		"LoopExit This operation would block forever",
		"True True",
	},
	// Recover finds nothing, and the next blocking call unwinds again.
	"life_15_kill_swallowed": {
		"swallowed None",
		"kill returned GreenletExit() True",
	},
	// The trace has main from its beginning, and Join waits for two tasks at once.
	"mon_05_trace": {
		"hub>main main>hub hub>a a>hub hub>b b>hub hub>a a>hub hub>b b>hub hub>main",
	},
	// A fork is handed to the philosopher who waits for it.
	"philo_01": {
		"phil 1 eats 0",
		"phil 0 eats 0",
		"phil 1 eats 1",
		"phil 2 eats 0",
		"phil 0 eats 1",
		"phil 2 eats 1",
	},
	// Map reads ahead only as far as it has workers, and gives first what is there.
	"pool_07_imap_lazy": {
		"created",
		"take 0",
		"take 1",
		"first 0",
		"second 1",
	},
	// A Queue does not tell how many wait.
	"queue_10_channel_nowait": {
		"0 True True",
		"Full",
		"Empty",
		"5",
	},
	// Equal timers fire in the order in which they were armed.
	"sched_09_equal_timers":        {"sorted 12"},
	"sched_09b_equal_timers_exact": {"[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]"},
	// Run waits for all tasks.
	"sched_16_main_exit_abandons": {
		"started",
		"main returns",
		"never",
		"finally at exit",
	},
	// A timer counts from when it is armed.
	"sched_28_stale_now": {
		"timer(.02) too early: False",
		"sleep(.02) too early: False",
		"spawn_later(.02) too early: False",
	},
	// A permit goes to the first who waits.
	"sem_04_barging": {"['greedy', 'polite', 'greedy', 'greedy']"},
	// A timeout that is over has cancelled f before it begins. None does not compile.
	"time_07_none_and_zero": {
		"zero: body runs",
		"zero fired 0 seconds",
		"negative fired -1 seconds",
	},
	// After a cancellation only deferred calls run, the last first; and it cannot be
	// swallowed.
	"tr_05_level_cancel": {
		"cancelled 2 1.0",
		"cancelled 1 1.0",
		"cancelled 0 1.0",
		"out True",
	},
	// AsCompleted gives each task once.
	"wait_08_joinall_duplicates": {"1"},
}

// oraclePorts are the ports by the names of their oracles. The functions are in
// oracle_*_test.go, by family.
var oraclePorts = map[string]func(*pyPrinter){
	"actor_01":                             oracleActor01,
	"aresult_01_set_get":                   oracleAresult01,
	"aresult_02_exception":                 oracleAresult02,
	"aresult_03_timeouts":                  oracleAresult03,
	"aresult_04_set_twice":                 oracleAresult04,
	"aresult_06_none_value":                oracleAresult06,
	"bug_01_lost_wakeup":                   oracleBug01,
	"dead_01_event_main":                   oracleDead01,
	"dead_03_queue_get":                    oracleDead03,
	"dead_04_two_locks":                    oracleDead04,
	"dead_05_mutual_join":                  oracleDead05,
	"dead_06_timer_hides":                  oracleDead06,
	"dead_07_timeout_no_loopexit":          oracleDead07,
	"dead_10_blocked_list":                 oracleDead10,
	"event_01_wake_all":                    oracleEvent01,
	"event_02_wait_timeout":                oracleEvent02,
	"event_03_set_clear":                   oracleEvent03,
	"event_04_no_switch_if_set":            oracleEvent04,
	"event_05_set_idempotent":              oracleEvent05,
	"event_06_rewait":                      oracleEvent06,
	"kill_01_in_queue_get":                 oracleKill01,
	"kill_03_chain":                        oracleKill03,
	"kill_04_parent_no_cascade":            oracleKill04,
	"kill_05_order_of_finally":             oracleKill05,
	"kill_06_during_join_get":              oracleKill06,
	"life_02_get_value":                    oracleLife02,
	"life_03_exception":                    oracleLife03,
	"life_04_exception_print":              oracleLife04,
	"life_05_join_dead":                    oracleLife05,
	"life_06_join_timeout":                 oracleLife06,
	"life_07_get_timeout":                  oracleLife07,
	"life_08_kill_blocked":                 oracleLife08,
	"life_09_kill_unstarted":               oracleLife09,
	"life_11_kill_dead":                    oracleLife11,
	"life_12_kill_self":                    oracleLife12,
	"life_13_kill_custom":                  oracleLife13,
	"life_14_kill_nonblocking":             oracleLife14,
	"life_15_kill_swallowed":               oracleLife15,
	"life_17_kill_runnable":                oracleLife17,
	"life_20_self_join":                    oracleLife20,
	"life_34_block_in_finally_on_kill":     oracleLife34,
	"mon_05_trace":                         oracleMon05,
	"philo_01":                             oraclePhilo01,
	"pool_01_limit":                        oraclePool01,
	"pool_02_map_order":                    oraclePool02,
	"pool_03_imap_order":                   oraclePool03,
	"pool_04_imap_unordered":               oraclePool04,
	"pool_05_imap_exception":               oraclePool05,
	"pool_06_map_exception":                oraclePool06,
	"pool_07_imap_lazy":                    oraclePool07,
	"pool_09_imap_source_raises":           oraclePool09,
	"pool_13_spawn_inside_full":            oraclePool13,
	"pool_16_group_join_timeout":           oraclePool16,
	"pool_19_spawn_order_when_full":        oraclePool19,
	"pool_21_map_unbounded":                oraclePool21,
	"prodcons_01":                          oracleProdcons01,
	"queue_01_fifo":                        oracleQueue01,
	"queue_02_bounded1":                    oracleQueue02,
	"queue_03_bounded2_consumer_first":     oracleQueue03,
	"queue_04_nowait":                      oracleQueue04,
	"queue_09_channel":                     oracleQueue09,
	"queue_10_channel_nowait":              oracleQueue10,
	"queue_11_iter":                        oracleQueue11,
	"queue_13_kill_getter":                 oracleQueue13,
	"queue_14_kill_putter":                 oracleQueue14,
	"queue_15_putter_order":                oracleQueue15,
	"queue_18_unfair_barge":                oracleQueue18,
	"queue_20_pipeline":                    oracleQueue20,
	"sched_01_spawn_fifo":                  oracleSched01,
	"sched_02_spawn_is_lazy":               oracleSched02,
	"sched_03_sleep0_roundrobin":           oracleSched03,
	"sched_04_child_goes_to_tail":          oracleSched04,
	"sched_05_main_is_fair":                oracleSched05,
	"sched_06_nested_spawn_depth":          oracleSched06,
	"sched_07_unequal_yields":              oracleSched07,
	"sched_08_timers_by_deadline":          oracleSched08,
	"sched_09_equal_timers":                oracleSched09,
	"sched_09b_equal_timers_exact":         oracleSched09b,
	"sched_10_sleep_equal_deadline":        oracleSched10,
	"sched_12_busy_starves":                oracleSched12,
	"sched_13_zero_negative_sleep":         oracleSched13,
	"sched_14_sleep0_vs_tiny_timer":        oracleSched14,
	"sched_16_main_exit_abandons":          oracleSched16,
	"sched_19_callback_order_mixed":        oracleSched19,
	"sched_27_hundred_order":               oracleSched27,
	"sched_28_stale_now":                   oracleSched28,
	"sem_01_fifo":                          oracleSem01,
	"sem_04_barging":                       oracleSem04,
	"sem_05_release_wakes_n":               oracleSem05,
	"sem_07_kill_waiter":                   oracleSem07,
	"sem_08_kill_between_release_and_wake": oracleSem08,
	"time_02_silent":                       oracleTime02,
	"time_04_nested_outer_first":           oracleTime04,
	"time_05_nested_inner_first":           oracleTime05,
	"time_06_with_timeout":                 oracleTime06,
	"time_07_none_and_zero":                oracleTime07,
	"time_08_base_exception":               oracleTime08,
	"time_09_no_switch_no_fire":            oracleTime09,
	"time_10_fires_in_starter":             oracleTime10,
	"time_13_in_join":                      oracleTime13,
	"time_14_uncaught_in_greenlet":         oracleTime14,
	"time_15_same_deadline":                oracleTime15,
	"time_17_timer_order_with_work":        oracleTime17,
	"tr_01_nursery":                        oracleTrio01,
	"tr_02_child_error":                    oracleTrio02,
	"tr_03_move_on_after":                  oracleTrio03,
	"tr_04_fail_after":                     oracleTrio04,
	"tr_05_level_cancel":                   oracleTrio05,
	"tr_06_shield":                         oracleTrio06,
	"tr_07_nested_scopes":                  oracleTrio07,
	"tr_08_autojump":                       oracleTrio08,
	"tr_09_start":                          oracleTrio09,
	"tr_10_channel_close":                  oracleTrio10,
	"tr_11_sequencer":                      oracleTrio11,
	"tr_12_random_order":                   oracleTrio12,
	"wait_01_joinall_order":                oracleWait01,
	"wait_02_joinall_timeout":              oracleWait02,
	"wait_03_joinall_count":                oracleWait03,
	"wait_04_joinall_raise":                oracleWait04,
	"wait_05_joinall_noraise":              oracleWait05,
	"wait_06_joinall_dead_first":           oracleWait06,
	"wait_07_joinall_empty":                oracleWait07,
	"wait_08_joinall_duplicates":           oracleWait08,
	"wait_09_iwait":                        oracleWait09,
	"wait_10_iwait_timeout":                oracleWait10,
	"wait_12_killall":                      oracleWait12,
	"wait_14_killall_nonblock":             oracleWait14,
	"wait_15_join_many_waiters":            oracleWait15,
}

// Not ported, for want of a counterpart:
//
//   - gl_01 to gl_18, throw_01: bare greenlets that switch to one another; package
//     pull has coroutines without a loop
//   - io_01 to io_18: in tests of their own, where they carry over
//   - life_25 to life_31, event_07, handoff_01: callbacks linked to the end of a task
//   - life_10, sched_24, sched_25: start is a call of its own, and Greenlet a class
//   - life_16, life_18, kill_02, wait_13: a killed greenlet refuses
//   - life_01, life_19, life_24, life_32, life_35, sched_20 to sched_23, sched_26:
//     attributes, kinds of exceptions, and names of a Greenlet
//   - life_22, life_23, dead_09: the end of the process by an exception
//   - life_21, life_33: a context manager; an exception while one is being killed
//   - life_36, life_37, life_38: greenlet-local values
//   - dead_02, dead_08: the run goes on after a deadlock; a sleep that does not count
//   - aresult_05: the methods of other kinds of futures
//   - queue_05, queue_06, queue_07, queue_08, queue_12, queue_16, queue_17, queue_19:
//     other kinds of queues, peek, initial items, and what 0 used to mean
//   - sem_02, sem_03, sem_06, sem_09, sem_10, lock_01, lock_02: counters, other locks
//   - pool_08, pool_10, pool_11, pool_12, pool_14, pool_15, pool_17, pool_18, pool_20:
//     maxsize, zip, apply, and the members of a group
//   - sched_11: a task that spins stops a virtual clock
//   - sched_15, sched_17, sched_18, wait_11: idle, and waiting for all there is
//   - time_01, time_03, time_11, time_12, time_16: Timeout as an object
//   - mon_01 to mon_04, mon_06: the monitor, its hooks and its server
