// search: -a -m10000
// sources: proofs/spin/world.c proofs/spin/numbers.c proofs/spin/ipsec.c proofs/spin/ue_end.c proofs/spin/p_end.c proofs/spin/holds.c proofs/spin/deeds.c src/core/ue.c src/core/pcscf.c src/core/sa.c src/core/profile.c src/core/prefix.c src/core/addr.c
// reaches: registered, registered again
// property: once losses, delays without end and strangers' messages have stopped, a registration completes at both ends, whatever was lost, repeated, injected or timed out before and in whatever order messages now arrive: [] (calm -> <> complete), with at most three tries of the UE
// bound: 4 moves of the lossy network from each of: nothing, registered, SM7 of a second registration on its way, registered twice; then every run without losses to its end; otherwise as composition
// requirements: CR2-7.4-08
//
// From then on each message arrives, in any order, the S-CSCF answers, with a challenge where it may, and the UE's
// timer runs out only where no answer can come any more. No fairness is assumed: every such run has an end. A fourth
// try is not allowed, so that a registration that goes on for ever breaks the formula, too.

#define LOSSY 4
#define TRIES 3
#define MAY   now.lossy > 0 && !now.calm
#define MADE  now.lossy--
#define HOLD  skip
#include "moves.inc"

byte lossy = LOSSY;
bool calm, complete;
c_state "int tries" "Global"

#define QUIET (now.w.n == 0 && !now.w.f.there)
#define CALMLY(can, does) STEP(now.calm && (can), , does)
#define TRY(can, does)    STEP(now.calm && (can), now.tries++, does)

active proctype calms()
{
    d_step { c_expr { now.began } -> calm = true; c_code { now.moved = 1; } };
    do
    :: CALMLY(IN_FLIGHT(0), delivers(W, 0))
    :: CALMLY(IN_FLIGHT(1), delivers(W, 1))
    :: CALMLY(IN_FLIGHT(2), delivers(W, 2))
    :: CALMLY(now.w.f.there, decides(W, true))
    :: CALMLY(QUIET && now.w.u.phase != UE_IDLE, times_out(W))
    :: TRY(QUIET && now.w.u.phase == UE_IDLE && now.tries < TRIES, registers(W, false))
    :: CALMLY(QUIET && now.tries > 0 && is_complete(W), now.complete = 1); break
    od
}

ltl finishes { [] (calm -> <> complete) }
