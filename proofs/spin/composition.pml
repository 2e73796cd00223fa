// search: -m8
// sources: proofs/spin/world.c proofs/spin/holds.c proofs/spin/deeds.c src/core/ue.c src/core/pcscf.c src/core/sa.c src/core/profile.c src/core/prefix.c src/core/addr.c
// reaches: registered, registered again, delivered
// property: both machines over a network that loses, repeats, reorders and delays, and into which anybody writes in clear: the sets that both use have the same keys, SPIs, ports and algorithms at both; no set comes from another challenge than the S-CSCF's; the answer to a protected REGISTER finds it; both invariants hold; and once the losses stop, a registration completes within three tries, in each of three orders of arrival
// bound: every run of 7 moves from the start, and of 6 from each of: registered, SM7 of a second registration on its way, registered twice; profiles ims and cr1, three messages on their way at a time, one REGISTER at the S-CSCF, time in steps of 129 s and 241 s
// requirements: CR2-7.4.2a-15 CR2-7.2-SM7-4 CR2-7.4-08 AKA-6.1.2.2-1
//
// The machines step by the C of src/core: each move below is a function of world.h on the one struct that is the state.
// SPIN searches breadth first and stores every state whole. Each assertion is a predicate of world.h, evaluated after
// each move; completes() is no temporal formula: it runs the world on from that state without losses, in the order
// that it names, until the registration is complete at both ends, or not.

c_decl {
\#include "world.h"
}
c_state "world w" "Global"
c_state "int began" "Global" /* a profile is chosen */
c_state "int moved" "Global" /* the first move was made */

#define W &now.w
#define HOLD c_code [valid(W)] { ; }; c_code [own_challenge(W)] { ; }; c_code [waits(W)] { ; }; \
             c_code [agree(W)] { ; }; c_code [completes(W)] { ; }
#define STEP(can, does) \
    d_step { c_expr { can } -> printf(#does); printf("\n"); c_code { does; no_deeds(); count_deeds(__LINE__); }; HOLD }
#define MOVE(can, does) \
    d_step { c_expr { now.began && (can) } -> printf(#does); printf("\n"); \
             c_code { now.moved = 1; no_deeds(); does; count_deeds(__LINE__); }; HOLD }
#define ON_ITS_WAY(k) (now.w.n > k)

active proctype begin()
{
    if
    :: STEP(true, now.began = 1; start(W, PROFILE_IMS))
    :: STEP(true, now.began = 1; start(W, PROFILE_CR1))
    fi;
    if
    :: STEP(!now.moved, now.moved = 1; goes_to(W, REGISTERED))
    :: STEP(!now.moved, now.moved = 1; goes_to(W, CHALLENGED_AGAIN))
    :: STEP(!now.moved, now.moved = 1; goes_to(W, RENEWED))
    fi
}

active proctype ue()
{
    do
    :: MOVE(true, registers(W, false))
    :: MOVE(now.w.u.sets.cur.state != SA_NONE, registers(W, true))
    :: MOVE(now.w.u.phase != UE_IDLE, times_out(W))
    :: MOVE(true, sends(W, true))
    od
}

active proctype pcscf_()
{
    do
    :: MOVE(true, sends(W, false))
    od
}

active proctype s_cscf()
{
    do
    :: MOVE(now.w.f.there, decides(W, false))
    :: MOVE(now.w.f.there && now.w.f.marked && !now.w.f.response, decides(W, true))
    :: MOVE(now.w.f.there, is_silent(W))
    od
}

active proctype network()
{
    do
    :: MOVE(ON_ITS_WAY(0), delivers(W, 0))
    :: MOVE(ON_ITS_WAY(1), delivers(W, 1))
    :: MOVE(ON_ITS_WAY(2), delivers(W, 2))
    :: MOVE(ON_ITS_WAY(0), repeats(W, 0))
    :: MOVE(ON_ITS_WAY(1), repeats(W, 1))
    :: MOVE(ON_ITS_WAY(2), repeats(W, 2))
    :: MOVE(ON_ITS_WAY(0), loses(W, 0))
    :: MOVE(ON_ITS_WAY(1), loses(W, 1))
    :: MOVE(ON_ITS_WAY(2), loses(W, 2))
    od
}

active proctype intruder()
{
    do
    :: MOVE(true, writes(W, REGISTER_START))
    :: MOVE(true, writes(W, CHALLENGE_401))
    :: MOVE(true, writes(W, REJECTED_403))
    :: MOVE(true, writes(W, ACCEPTED_200))
    od
}

active proctype clock()
{
    do
    :: MOVE(true, passes(W, 129000))
    :: MOVE(true, passes(W, 241000))
    od
}
