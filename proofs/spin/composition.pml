// search: -m8
// sources: proofs/spin/world.c proofs/spin/numbers.c proofs/spin/ipsec.c proofs/spin/ue_end.c proofs/spin/p_end.c proofs/spin/holds.c proofs/spin/deeds.c src/core/ue.c src/core/pcscf.c src/core/sa.c src/core/profile.c src/core/prefix.c src/core/addr.c
// reaches: registered, registered again, delivered
// property: both machines over a network that loses, repeats, reorders and delays, and into which anybody writes in clear: the sets that both use have the same keys, SPIs, ports and algorithms at both; no set comes from another challenge than the S-CSCF's; the answer to a protected REGISTER finds it; both invariants hold; and once the losses stop, a registration completes within three tries, in each of three orders of arrival
// bound: every run of 7 moves from the start, and of 6 from each of: registered, SM7 of a second registration on its way, registered twice; profiles ims and cr1, three messages on their way at a time, one REGISTER at the S-CSCF, time in steps of 129 s and 241 s
// requirements: CR2-7.4.2a-15 CR2-7.2-SM7-4 CR2-7.4-08 AKA-6.1.2.2-1
//
// SPIN searches breadth first and stores every state whole. Each assertion is a predicate of world.h, evaluated after
// each move; completes() is no temporal formula: it runs the world on from that state without losses, in each of the
// three orders, until the registration is complete at both ends, or not. composition_completes.pml has the formula.

#define MAY  true
#define MADE
#define HOLD c_code [valid(W)] { ; }; c_code [own_challenge(W)] { ; }; c_code [waits(W)] { ; }; \
             c_code [agree(W)] { ; }; c_code [completes(W)] { ; }
#include "moves.inc"
