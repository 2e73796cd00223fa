/* Made by rows from ue.tsv. True where a row fits: its actions, and what it does to *x. */
static bool ue_row(const int *v, const ue *m, const ue_event *e, ue *x)
{
    switch (e->kind) {
    case UE_REGISTER:
        if (IS(F_OFFER, 0x6)) { // line 18
            if (m->phase != UE_IDLE)
                row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_4_1A_01);
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_1A_01);
            row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_1_03);
            over(x, e, 0);
            return true;
        }
        if (IS(F_OFFER, 0x8)) { // line 19
            if (m->phase != UE_IDLE)
                row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_4_1A_01);
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_1A_01);
            row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_1_U1);
            over(x, e, 0);
            return true;
        }
        if (IS(F_C, 0x6) && IS(F_OFFER, 0x30)) { // line 20
            if (m->phase != UE_IDLE)
                row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_4_1A_01);
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_1A_01);
            row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_1_03);
            over(x, e, 0);
            return true;
        }
        if (IS(F_C, 0x6) && IS(F_OFFER, 0x40)) { // line 21
            if (m->phase != UE_IDLE)
                row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_4_1A_01);
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_1A_01);
            row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_4_03);
            over(x, e, 0);
            return true;
        }
        if (IS(F_C, 0x6) && IS(F_OFFER, 0x400)) { // line 22
            if (m->phase != UE_IDLE)
                row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_4_1A_01);
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_1A_01);
            row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_1_R6);
            over(x, e, 0);
            return true;
        }
        if (IS(F_PROFILE, 0x1) && IS(F_C, 0x6) && IS(F_OFFER, 0x80)) { // line 23
            if (m->phase != UE_IDLE)
                row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_4_1A_01);
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_1A_01);
            row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_1_U8);
            over(x, e, 0);
            return true;
        }
        if (IS(F_PROFILE, 0x2) && IS(F_ASKED, 0x2) && IS(F_C, 0x6) && IS(F_OFFER, 0x80)) { // line 24
            if (m->phase != UE_IDLE)
                row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_4_1A_01);
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_1A_01);
            row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_1_U8);
            over(x, e, 0);
            return true;
        }
        if (IS(F_O, 0x2) && IS(F_OFFER, 0x100)) { // line 25
            if (m->phase != UE_IDLE)
                row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_4_1A_01);
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_1A_01);
            row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_1_03);
            over(x, e, 0);
            return true;
        }
        if (IS(F_O, 0x2) && IS(F_OFFER, 0x200)) { // line 26
            if (m->phase != UE_IDLE)
                row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_4_1A_01);
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_1A_01);
            row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_4_03);
            over(x, e, 0);
            return true;
        }
        if (IS(F_PROFILE, 0x2) && IS(F_O, 0x2) && IS(F_OFFER, 0x800)) { // line 27
            if (m->phase != UE_IDLE)
                row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_4_1A_01);
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_1A_01);
            row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_1_R6);
            over(x, e, 0);
            return true;
        }
        if (IS(F_COVERS, 0x2)) { // line 28
            if (m->phase != UE_IDLE)
                row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_4_1A_01);
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_1A_01);
            row_act(SA_ABORT, 0, 0, SA_REQ_PAT_06);
            over(x, e, 0);
            return true;
        }
        if (IS(F_C, 0x1)) { // line 29
            if (m->phase != UE_IDLE)
                row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_4_1A_01);
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_1A_01);
            row_act(SA_REGISTER, 0, SA_REGISTER_START, SA_REQ_CR2_7_4_06);
            over(x, e, 0);
            start(x, e, 0);
            return true;
        }
        if (IS(F_ASK, 0x2)) { // line 30
            if (m->phase != UE_IDLE)
                row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_4_1A_01);
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_1A_01);
            row_act(SA_REGISTER, 0, SA_REGISTER_START, SA_REQ_CR2_7_4_06);
            over(x, e, 0);
            start(x, e, 0);
            return true;
        }
        if (IS(F_SUSPECT, 0x2)) { // line 31
            if (m->phase != UE_IDLE)
                row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_4_1A_01);
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_1A_01);
            row_act(SA_REGISTER, 0, SA_REGISTER_START, SA_REQ_CR2_7_4_06);
            over(x, e, 0);
            start(x, e, 0);
            return true;
        }
        if (IS(F_ADDR_C, 0x2)) { // line 32
            if (m->phase != UE_IDLE)
                row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_4_1A_01);
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_1A_01);
            row_act(SA_ABORT, 0, 0, SA_REQ_PAT_09);
            over(x, e, 0);
            return true;
        }
        if (true) { // line 33
            if (m->phase != UE_IDLE)
                row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_4_1A_01);
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_1A_01);
            row_act(SA_REGISTER, m->sets.cur.id, SA_REGISTER_START, SA_REQ_CR2_7_4_04);
            over(x, e, m->sets.cur.id);
            start(x, e, m->sets.cur.id);
            return true;
        }
        return false;
    case UE_CHALLENGE:
        if (IS(F_PHASE, 0x2) && IS(F_BAD, 0x2) && IS(F_WAY, 0x2) && IS(F_AUTN, 0x2)) { // line 34
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_1A_21);
            row_act(SA_ABORT, 0, 0, SA_REQ_AKA_6_1_2_2_1);
            over(x, e, 0);
            return true;
        }
        if (IS(F_PHASE, 0x2) && IS(F_BAD, 0x2) && IS(F_WAY, 0x2) && IS(F_AUTN, 0x4)) { // line 35
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_1A_21);
            row_act(SA_ABORT, 0, 0, SA_REQ_AKA_6_1_3_1);
            over(x, e, 0);
            return true;
        }
        if (IS(F_PHASE, 0x2) && IS(F_WAY, 0x2) && !IS(F_AUTN, 0x1) && IS(F_OFFER, 0x6)) { // line 36
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_1A_21);
            row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_1_03);
            over(x, e, 0);
            return true;
        }
        if (IS(F_PHASE, 0x2) && IS(F_WAY, 0x2) && !IS(F_AUTN, 0x1) && IS(F_OFFER, 0x8)) { // line 37
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_1A_21);
            row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_1_U1);
            over(x, e, 0);
            return true;
        }
        if (IS(F_PHASE, 0x2) && IS(F_C, 0x6) && IS(F_WAY, 0x2) && !IS(F_AUTN, 0x1) && IS(F_OFFER, 0x30)) { // line 38
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_1A_21);
            row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_1_03);
            over(x, e, 0);
            return true;
        }
        if (IS(F_PHASE, 0x2) && IS(F_C, 0x6) && IS(F_WAY, 0x2) && !IS(F_AUTN, 0x1) && IS(F_OFFER, 0x40)) { // line 39
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_1A_21);
            row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_4_03);
            over(x, e, 0);
            return true;
        }
        if (IS(F_PHASE, 0x2) && IS(F_C, 0x6) && IS(F_WAY, 0x2) && !IS(F_AUTN, 0x1) && IS(F_OFFER, 0x400)) { // line 40
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_1A_21);
            row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_1_R6);
            over(x, e, 0);
            return true;
        }
        if (IS(F_PROFILE, 0x1) && IS(F_PHASE, 0x2) && IS(F_C, 0x6) && IS(F_WAY, 0x2) && !IS(F_AUTN, 0x1) && IS(F_OFFER, 0x80)) { // line 41
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_1A_21);
            row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_1_U8);
            over(x, e, 0);
            return true;
        }
        if (IS(F_PROFILE, 0x2) && IS(F_ASKED, 0x2) && IS(F_PHASE, 0x2) && IS(F_C, 0x6) && IS(F_WAY, 0x2) && !IS(F_AUTN, 0x1) && IS(F_OFFER, 0x80)) { // line 42
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_1A_21);
            row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_1_U8);
            over(x, e, 0);
            return true;
        }
        if (IS(F_PHASE, 0x2) && IS(F_O, 0x2) && IS(F_WAY, 0x2) && !IS(F_AUTN, 0x1) && IS(F_OFFER, 0x100)) { // line 43
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_1A_21);
            row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_1_03);
            over(x, e, 0);
            return true;
        }
        if (IS(F_PHASE, 0x2) && IS(F_O, 0x2) && IS(F_WAY, 0x2) && !IS(F_AUTN, 0x1) && IS(F_OFFER, 0x200)) { // line 44
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_1A_21);
            row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_4_03);
            over(x, e, 0);
            return true;
        }
        if (IS(F_PROFILE, 0x2) && IS(F_PHASE, 0x2) && IS(F_O, 0x2) && IS(F_WAY, 0x2) && !IS(F_AUTN, 0x1) && IS(F_OFFER, 0x800)) { // line 45
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_1A_21);
            row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_1_R6);
            over(x, e, 0);
            return true;
        }
        if (IS(F_PHASE, 0x2) && IS(F_WAY, 0x2) && IS(F_AUTN, 0x2)) { // line 46
            row_act(SA_REGISTER, m->sm1_on, SA_REGISTER_FAILED, SA_REQ_AKA_6_1_2_2_2);
            bad(x, e, m->sm1_on);
            offer(x, e, m->sm1_on);
            return true;
        }
        if (IS(F_PHASE, 0x2) && IS(F_WAY, 0x2) && IS(F_AUTN, 0x4)) { // line 47
            row_act(SA_REGISTER, m->sm1_on, SA_REGISTER_AUTS, SA_REQ_AKA_6_1_3_1);
            bad(x, e, m->sm1_on);
            offer(x, e, m->sm1_on);
            return true;
        }
        if (IS(F_PHASE, 0x2) && IS(F_WAY, 0x2) && IS(F_SERVER, 0x4)) { // line 48
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_1A_21);
            row_act(SA_ABORT, 0, 0, SA_REQ_R3329_2_2_08);
            over(x, e, 0);
            return true;
        }
        if (IS(F_PHASE, 0x2) && IS(F_WAY, 0x2) && IS(F_SERVER, 0xa)) { // line 49
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_1A_21);
            row_act(SA_ABORT, 0, 0, SA_REQ_R3329_2_3_1_17);
            over(x, e, 0);
            return true;
        }
        if (IS(F_PHASE, 0x2) && IS(F_WAY, 0x2) && IS(F_ANSWER, 0x6)) { // line 50
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_1A_21);
            row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_2_SM6_1);
            over(x, e, 0);
            return true;
        }
        if (IS(F_PHASE, 0x2) && IS(F_WAY, 0x2) && IS(F_ANSWER, 0x8)) { // line 51
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_1A_21);
            row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_1_04);
            over(x, e, 0);
            return true;
        }
        if (IS(F_PHASE, 0x2) && IS(F_WAY, 0x2) && IS(F_ANSWER, 0x100)) { // line 52
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_1A_21);
            row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_1_P1_EQUAL);
            over(x, e, 0);
            return true;
        }
        if (IS(F_PHASE, 0x2) && IS(F_WAY, 0x2) && IS(F_ANSWER, 0x10)) { // line 53
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_1A_21);
            row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_1_P1);
            over(x, e, 0);
            return true;
        }
        if (IS(F_PHASE, 0x2) && IS(F_WAY, 0x2) && IS(F_ANSWER, 0x200)) { // line 54
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_1A_21);
            row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_2_SM6_6);
            over(x, e, 0);
            return true;
        }
        if (IS(F_PHASE, 0x2) && IS(F_SM1, 0x2) && IS(F_WAY, 0x2) && IS(F_ANSWER, 0x20)) { // line 55
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_1A_21);
            row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_4_02);
            over(x, e, 0);
            return true;
        }
        if (IS(F_PHASE, 0x2) && IS(F_C, 0x6) && IS(F_WAY, 0x2) && IS(F_ANSWER, 0x40)) { // line 56
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_1A_21);
            row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_4_03_P);
            over(x, e, 0);
            return true;
        }
        if (IS(F_PHASE, 0x2) && IS(F_SM1, 0x2) && IS(F_O, 0x2) && IS(F_WAY, 0x2) && IS(F_ANSWER, 0x400)) { // line 57
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_1A_21);
            row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_4_02);
            over(x, e, 0);
            return true;
        }
        if (IS(F_PHASE, 0x2) && IS(F_O, 0x2) && IS(F_WAY, 0x2) && IS(F_ANSWER, 0x80)) { // line 58
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_1A_21);
            row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_4_03_P);
            over(x, e, 0);
            return true;
        }
        if (IS(F_PHASE, 0x2) && IS(F_MOVED, 0x2) && IS(F_WAY, 0x2) && IS(F_GRANT, 0x2)) { // line 59
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_1A_21);
            row_act(SA_ABORT, 0, 0, SA_REQ_PAT_09);
            over(x, e, 0);
            return true;
        }
        if (IS(F_PHASE, 0x2) && IS(F_WAY, 0x2)) { // line 60
            row_act(SA_INSTALL, m->sets.next_id, 0, SA_REQ_CR2_7_2_SM6_6);
            row_life(&x->sets.temp, m->sets.next_id, after(e->now, m->times.reg_await_auth), SA_REQ_CR2_7_4_1A_07);
            row_act(SA_REGISTER, m->sets.next_id, SA_REGISTER_RESPONSE, SA_REQ_CR2_7_4_1A_08);
            T_new(x, e, m->sets.next_id);
            return true;
        }
        if (IS(F_PHASE, 0x4) && IS(F_ON, 0x2)) { // line 61
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_1A_21);
            row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_4_1A_21);
            over(x, e, 0);
            return true;
        }
        if (IS(F_PHASE, 0x2)) { // line 62
            row_act(SA_DISCARD, e->on, 0, SA_REQ_CR2_7_4_1A_05);
            return true;
        }
        if (true) { // line 63
            row_act(SA_DISCARD, e->on, 0, SA_REQ_CR2_7_4_1A_03);
            return true;
        }
        return false;
    case UE_ACCEPTED:
        if (IS(F_PHASE, 0x4) && IS(F_DEREG, 0x2) && IS(F_ON, 0x2)) { // line 64
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_1_R8);
            row_delete(&x->sets.cur, m->sets.cur.id, SA_REQ_CR2_7_1_R8);
            row_delete(&x->sets.old, m->sets.old.id, SA_REQ_CR2_7_1_R8);
            gone(x, e, 0);
            return true;
        }
        if (IS(F_PHASE, 0x4) && IS(F_ON, 0x2) && IS(F_SECONDS, 0x1)) { // line 65
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_1_R8);
            row_delete(&x->sets.cur, m->sets.cur.id, SA_REQ_CR2_7_1_R8);
            row_delete(&x->sets.old, m->sets.old.id, SA_REQ_CR2_7_1_R8);
            gone(x, e, 0);
            return true;
        }
        if (IS(F_PROFILE, 0x2) && IS(F_PHASE, 0x4) && IS(F_SM1, 0x2) && IS(F_ON, 0x2)) { // line 66
            row_life(&x->sets.temp, m->sets.temp.id, life_period(&m->sets, &m->times, e->now, e->seconds), SA_REQ_CR2_7_4_1A_12);
            row_delete(&x->sets.old, m->sets.old.id, SA_REQ_CR2_7_4_01);
            row_earlier(&x->sets.cur, m->sets.cur.id, life_period(&m->sets, &m->times, e->now, e->seconds), SA_REQ_CR2_7_4_1A_12);
            O_C(x, e, 0);
            C_T(x, e, 0);
            return true;
        }
        if (IS(F_PROFILE, 0x2) && IS(F_PHASE, 0x4) && IS(F_ON, 0x2)) { // line 67
            row_life(&x->sets.temp, m->sets.temp.id, life_period(&m->sets, &m->times, e->now, e->seconds), SA_REQ_CR2_7_4_1A_12);
            row_delete(&x->sets.old, m->sets.old.id, SA_REQ_CR2_7_4_01);
            row_delete(&x->sets.cur, m->sets.cur.id, SA_REQ_CR2_7_4_01);
            O_none(x, e, 0);
            C_T(x, e, 0);
            return true;
        }
        if (IS(F_PHASE, 0x4) && IS(F_SM1, 0x2) && IS(F_ON, 0x2)) { // line 68
            row_life(&x->sets.temp, m->sets.temp.id, life_later(&m->sets, &m->times, e->now, e->seconds), SA_REQ_CR2_7_4_1A_12);
            row_delete(&x->sets.old, m->sets.old.id, SA_REQ_CR2_7_4_01);
            O_C(x, e, 0);
            C_T(x, e, 0);
            return true;
        }
        if (IS(F_PHASE, 0x4) && IS(F_ON, 0x2)) { // line 69
            row_life(&x->sets.temp, m->sets.temp.id, life_later(&m->sets, &m->times, e->now, e->seconds), SA_REQ_CR2_7_4_1A_12);
            row_delete(&x->sets.old, m->sets.old.id, SA_REQ_CR2_7_4_01);
            row_delete(&x->sets.cur, m->sets.cur.id, SA_REQ_CR2_7_4_01);
            O_none(x, e, 0);
            C_T(x, e, 0);
            return true;
        }
        if (IS(F_PHASE, 0x2) && IS(F_SM1, 0x2) && IS(F_DEREG, 0x2) && IS(F_ON, 0x4)) { // line 70
            row_delete(&x->sets.cur, m->sets.cur.id, SA_REQ_CR2_7_1_R8);
            row_delete(&x->sets.old, m->sets.old.id, SA_REQ_CR2_7_1_R8);
            gone(x, e, 0);
            return true;
        }
        if (IS(F_PHASE, 0x2) && IS(F_SM1, 0x2) && IS(F_ON, 0x4) && IS(F_SECONDS, 0x1)) { // line 71
            row_delete(&x->sets.cur, m->sets.cur.id, SA_REQ_CR2_7_1_R8);
            row_delete(&x->sets.old, m->sets.old.id, SA_REQ_CR2_7_1_R8);
            gone(x, e, 0);
            return true;
        }
        if (IS(F_PROFILE, 0x2) && IS(F_PHASE, 0x2) && IS(F_SM1, 0x2) && IS(F_ON, 0x4)) { // line 72
            row_life(&x->sets.cur, m->sets.cur.id, life_period(&m->sets, &m->times, e->now, e->seconds), SA_REQ_CR2_7_4_1A_22);
            row_earlier(&x->sets.old, m->sets.old.id, life_period(&m->sets, &m->times, e->now, e->seconds), SA_REQ_CR2_7_4_1A_22);
            over(x, e, 0);
            refresh(x, e, 0);
            return true;
        }
        if (IS(F_PHASE, 0x2) && IS(F_SM1, 0x2) && IS(F_ON, 0x4)) { // line 73
            row_life(&x->sets.cur, m->sets.cur.id, life_later(&m->sets, &m->times, e->now, e->seconds), SA_REQ_CR2_7_4_1A_22);
            over(x, e, 0);
            refresh(x, e, 0);
            return true;
        }
        if (true) { // line 74
            row_act(SA_DISCARD, e->on, 0, SA_REQ_CR2_7_4_1A_11);
            return true;
        }
        return false;
    case UE_REJECTED:
        if (IS(F_ON, 0x10)) { // line 75
            row_act(SA_DISCARD, e->on, 0, SA_REQ_CR2_7_4_1A_03);
            return true;
        }
        if (IS(F_PHASE, 0x2) && IS(F_WAY, 0x2) && IS(F_ON, 0x1)) { // line 76
            row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_4_1A_18);
            over(x, e, 0);
            return true;
        }
        if (IS(F_PHASE, 0x2) && IS(F_WAY, 0x2)) { // line 77
            row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_4_1A_20);
            over(x, e, 0);
            return true;
        }
        if (IS(F_PHASE, 0x4) && IS(F_ON, 0x2)) { // line 78
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_1A_21);
            row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_4_1A_20);
            over(x, e, 0);
            return true;
        }
        if (IS(F_PHASE, 0x4) && IS(F_WAY, 0x2) && IS(F_ON, 0x1)) { // line 79
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_1A_21);
            row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_4_1A_18);
            over(x, e, 0);
            return true;
        }
        if (IS(F_PHASE, 0x4) && IS(F_WAY, 0x2)) { // line 80
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_1A_21);
            row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_4_1A_20);
            over(x, e, 0);
            return true;
        }
        if (true) { // line 81
            row_act(SA_DISCARD, e->on, 0, SA_REQ_CR2_7_4_1A_03);
            return true;
        }
        return false;
    case UE_TIMEOUT:
        if (IS(F_PHASE, 0x2) && IS(F_SM1, 0x2)) { // line 82
            row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_4_08);
            over(x, e, 0);
            suspect(x, e, 0);
            return true;
        }
        if (true) { // line 83
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_1A_21);
            if (m->phase != UE_IDLE)
                row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_4_08);
            over(x, e, 0);
            return true;
        }
        return false;
    case UE_INSTALL_FAILED:
        if (IS(F_PHASE, 0x4) && IS(F_ON, 0x2)) { // line 84
            row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_2_SM6_6);
            over(x, e, 0);
            return true;
        }
        if (true) { // line 85
            row_act(SA_DISCARD, e->on, 0, SA_REQ_CR2_7_4_09);
            return true;
        }
        return false;
    case UE_MESSAGE:
        if (IS(F_ON, 0x1) && IS(F_PORT, 0x2)) { // line 86
            row_act(SA_DISCARD, 0, 0, SA_REQ_CR2_7_1_U2);
            return true;
        }
        if (IS(F_ON, 0x1) && IS(F_IS, 0x1)) { // line 87
            row_act(SA_DISCARD, 0, 0, SA_REQ_CR2_7_1_4);
            return true;
        }
        if (IS(F_ON, 0x1) && IS(F_CODE, 0x1)) { // line 88
            row_act(SA_DISCARD, 0, 0, SA_REQ_CR2_7_1_4);
            return true;
        }
        if (IS(F_ON, 0x2)) { // line 89
            row_act(SA_DISCARD, m->sets.temp.id, 0, SA_REQ_CR2_7_4_1A_02);
            return true;
        }
        if (IS(F_ON, 0x10)) { // line 90
            row_act(SA_DISCARD, e->on, 0, SA_REQ_CR2_7_1_R7);
            return true;
        }
        if (IS(F_IS, 0x4)) { // line 91
            row_act(SA_DISCARD, e->on, 0, SA_REQ_CR2_7_4_1A_15);
            return true;
        }
        if (IS(F_ON, 0x1)) { // line 92
            row_act(SA_DELIVER, 0, 0, SA_REQ_CR2_7_1_4);
            return true;
        }
        if (IS(F_C, 0x2) && IS(F_O, 0x2) && IS(F_ON, 0x4)) { // line 93
            row_earlier(&x->sets.old, m->sets.old.id, after(e->now, m->times.drain), SA_REQ_CR2_7_4_1A_17);
            row_act(SA_DELIVER, m->sets.cur.id, 0, SA_REQ_CR2_7_1_R7);
            trust(x, e, 0);
            used(x, e, 0);
            return true;
        }
        if (IS(F_ON, 0x4)) { // line 94
            row_act(SA_DELIVER, m->sets.cur.id, 0, SA_REQ_CR2_7_1_R7);
            trust(x, e, 0);
            used(x, e, 0);
            return true;
        }
        if (IS(F_ON, 0x8)) { // line 95
            row_act(SA_DELIVER, m->sets.old.id, 0, SA_REQ_CR2_7_1_R7);
            return true;
        }
        return false;
    case UE_SEND:
        if (IS(F_C, 0x1) && IS(F_IS, 0x1)) { // line 96
            row_act(SA_DISCARD, 0, 0, SA_REQ_CR2_7_4_1A_10);
            return true;
        }
        if (IS(F_PHASE, 0x6) && IS(F_SM1, 0x1) && IS(F_IS, 0x1)) { // line 97
            row_act(SA_DISCARD, 0, 0, SA_REQ_CR2_7_4_1A_10);
            return true;
        }
        if (IS(F_IS, 0x1)) { // line 98
            row_act(SA_SEND, m->sets.cur.id, 0, SA_REQ_CR2_7_4_1A_13);
            return true;
        }
        if (IS(F_ON, 0xc)) { // line 99
            row_act(SA_SEND, e->on, 0, SA_REQ_CR2_7_4_1A_14);
            return true;
        }
        if (true) { // line 100
            row_act(SA_DISCARD, e->on, 0, SA_REQ_CR2_7_4_1A_14);
            return true;
        }
        return false;
    case UE_NEW_ADDRESS:
        if (IS(F_PHASE, 0x1) && IS(F_ADDR_C, 0x2)) { // line 101
            row_delete(&x->sets.cur, m->sets.cur.id, SA_REQ_PAT_09);
            row_delete(&x->sets.old, m->sets.old.id, SA_REQ_PAT_09);
            row_act(SA_REREGISTER, 0, 0, SA_REQ_PAT_09);
            O_none(x, e, 0);
            C_none(x, e, 0);
            return true;
        }
        if (IS(F_PHASE, 0x1) && IS(F_ADDR_O, 0x2)) { // line 102
            row_delete(&x->sets.old, m->sets.old.id, SA_REQ_PAT_09);
            row_moves(&x->sets, &e->addr);
            O_none(x, e, 0);
            return true;
        }
        if (IS(F_PHASE, 0x1)) { // line 103
            row_moves(&x->sets, &e->addr);
            return true;
        }
        if (IS(F_PHASE, 0x4) && IS(F_ADDR_T, 0x2) && IS(F_ADDR_C, 0x2)) { // line 104
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_PAT_09);
            row_delete(&x->sets.cur, m->sets.cur.id, SA_REQ_PAT_09);
            row_delete(&x->sets.old, m->sets.old.id, SA_REQ_PAT_09);
            row_act(SA_ABORT, 0, 0, SA_REQ_PAT_09);
            row_act(SA_REREGISTER, 0, 0, SA_REQ_PAT_09);
            over(x, e, 0);
            O_none(x, e, 0);
            C_none(x, e, 0);
            return true;
        }
        if (IS(F_PHASE, 0x4) && IS(F_ADDR_T, 0x2) && IS(F_ADDR_O, 0x2)) { // line 105
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_PAT_09);
            row_delete(&x->sets.old, m->sets.old.id, SA_REQ_PAT_09);
            row_moves(&x->sets, &e->addr);
            row_act(SA_ABORT, 0, 0, SA_REQ_PAT_09);
            over(x, e, 0);
            O_none(x, e, 0);
            return true;
        }
        if (IS(F_PHASE, 0x4) && IS(F_ADDR_T, 0x2)) { // line 106
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_PAT_09);
            row_moves(&x->sets, &e->addr);
            row_act(SA_ABORT, 0, 0, SA_REQ_PAT_09);
            over(x, e, 0);
            return true;
        }
        if (IS(F_SM1, 0x2) && IS(F_PHASE, 0x2) && IS(F_ADDR_C, 0x2)) { // line 107
            row_delete(&x->sets.cur, m->sets.cur.id, SA_REQ_PAT_09);
            row_delete(&x->sets.old, m->sets.old.id, SA_REQ_PAT_09);
            row_act(SA_ABORT, 0, 0, SA_REQ_PAT_09);
            row_act(SA_REREGISTER, 0, 0, SA_REQ_PAT_09);
            over(x, e, 0);
            O_none(x, e, 0);
            C_none(x, e, 0);
            return true;
        }
        if (IS(F_PHASE, 0x2) && IS(F_ADDR_C, 0x2) && IS(F_ADDR_REG, 0x2)) { // line 108
            row_delete(&x->sets.cur, m->sets.cur.id, SA_REQ_PAT_09);
            row_delete(&x->sets.old, m->sets.old.id, SA_REQ_PAT_09);
            row_act(SA_ABORT, 0, 0, SA_REQ_PAT_09);
            row_act(SA_REREGISTER, 0, 0, SA_REQ_PAT_09);
            over(x, e, 0);
            O_none(x, e, 0);
            C_none(x, e, 0);
            return true;
        }
        if (IS(F_PHASE, 0x2) && IS(F_ADDR_O, 0x2) && IS(F_ADDR_REG, 0x2)) { // line 109
            row_delete(&x->sets.old, m->sets.old.id, SA_REQ_PAT_09);
            row_moves(&x->sets, &e->addr);
            row_act(SA_ABORT, 0, 0, SA_REQ_PAT_09);
            over(x, e, 0);
            O_none(x, e, 0);
            return true;
        }
        if (IS(F_PHASE, 0x2) && IS(F_ADDR_REG, 0x2)) { // line 110
            row_moves(&x->sets, &e->addr);
            row_act(SA_ABORT, 0, 0, SA_REQ_PAT_09);
            over(x, e, 0);
            return true;
        }
        if (IS(F_ADDR_C, 0x2)) { // line 111
            row_delete(&x->sets.cur, m->sets.cur.id, SA_REQ_PAT_09);
            row_delete(&x->sets.old, m->sets.old.id, SA_REQ_PAT_09);
            row_moves(&x->sets, &e->addr);
            row_act(SA_REREGISTER, 0, 0, SA_REQ_PAT_09);
            addr(x, e, 0);
            O_none(x, e, 0);
            C_none(x, e, 0);
            return true;
        }
        if (IS(F_ADDR_O, 0x2)) { // line 112
            row_delete(&x->sets.old, m->sets.old.id, SA_REQ_PAT_09);
            row_moves(&x->sets, &e->addr);
            addr(x, e, 0);
            O_none(x, e, 0);
            return true;
        }
        if (true) { // line 113
            row_moves(&x->sets, &e->addr);
            addr(x, e, 0);
            return true;
        }
        return false;
    case UE_REAUTHENTICATE:
        if (IS(F_C, 0x1)) { // line 114
            row_act(SA_DISCARD, 0, 0, SA_REQ_CR2_6_1_4_04);
            return true;
        }
        if (IS(F_O, 0x2)) { // line 115
            row_earlier(&x->sets.cur, m->sets.cur.id, after(e->now, e->seconds * UINT64_C(1000)), SA_REQ_CR2_6_1_4_03);
            row_earlier(&x->sets.old, m->sets.old.id, after(e->now, e->seconds * UINT64_C(1000)), SA_REQ_CR2_6_1_4_03);
            row_act(SA_REREGISTER, m->sets.cur.id, 0, SA_REQ_CR2_6_1_4_04);
            due_no(x, e, 0);
            asked(x, e, 0);
            return true;
        }
        if (true) { // line 116
            row_earlier(&x->sets.cur, m->sets.cur.id, after(e->now, e->seconds * UINT64_C(1000)), SA_REQ_CR2_6_1_4_03);
            row_act(SA_REREGISTER, m->sets.cur.id, 0, SA_REQ_CR2_6_1_4_04);
            due_no(x, e, 0);
            asked(x, e, 0);
            return true;
        }
        return false;
    case UE_TICK:
        if (IS(F_OVER, 0x2)) { // line 117
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_1A_23);
            row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_4_1A_23);
            over(x, e, 0);
            return true;
        }
        if (IS(F_DUE, 0x4) && IS(F_OVER, 0x10)) { // line 118
            row_delete(&x->sets.old, m->sets.old.id, SA_REQ_CR2_7_4_1A_23);
            row_act(SA_REREGISTER, m->sets.cur.id, 0, SA_REQ_CR2_7_4_04);
            O_none(x, e, 0);
            due_no(x, e, 0);
            return true;
        }
        if (IS(F_OVER, 0x10)) { // line 119
            row_delete(&x->sets.old, m->sets.old.id, SA_REQ_CR2_7_4_1A_23);
            O_none(x, e, 0);
            return true;
        }
        if (IS(F_OVER, 0x20)) { // line 120
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_1A_23);
            row_delete(&x->sets.old, m->sets.old.id, SA_REQ_CR2_7_4_1A_23);
            row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_4_1A_23);
            over(x, e, 0);
            O_none(x, e, 0);
            return true;
        }
        if (IS(F_PHASE, 0x2) && IS(F_SM1, 0x2) && IS(F_OVER, 0x4)) { // line 121
            row_delete(&x->sets.cur, m->sets.cur.id, SA_REQ_CR2_7_4_1A_23);
            row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_4_1A_23);
            over(x, e, 0);
            C_none(x, e, 0);
            return true;
        }
        if (IS(F_PHASE, 0x2) && IS(F_SM1, 0x2) && IS(F_OVER, 0x40)) { // line 122
            row_delete(&x->sets.cur, m->sets.cur.id, SA_REQ_CR2_7_4_1A_23);
            row_delete(&x->sets.old, m->sets.old.id, SA_REQ_CR2_7_4_1A_23);
            row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_4_1A_23);
            over(x, e, 0);
            C_none(x, e, 0);
            O_none(x, e, 0);
            return true;
        }
        if (IS(F_OVER, 0x4)) { // line 123
            row_delete(&x->sets.cur, m->sets.cur.id, SA_REQ_CR2_7_4_1A_23);
            C_none(x, e, 0);
            return true;
        }
        if (IS(F_OVER, 0x40)) { // line 124
            row_delete(&x->sets.cur, m->sets.cur.id, SA_REQ_CR2_7_4_1A_23);
            row_delete(&x->sets.old, m->sets.old.id, SA_REQ_CR2_7_4_1A_23);
            C_none(x, e, 0);
            O_none(x, e, 0);
            return true;
        }
        if (IS(F_OVER, 0x8)) { // line 125
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_1A_23);
            row_delete(&x->sets.cur, m->sets.cur.id, SA_REQ_CR2_7_4_1A_23);
            row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_4_1A_23);
            over(x, e, 0);
            C_none(x, e, 0);
            return true;
        }
        if (IS(F_OVER, 0x80)) { // line 126
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_1A_23);
            row_delete(&x->sets.cur, m->sets.cur.id, SA_REQ_CR2_7_4_1A_23);
            row_delete(&x->sets.old, m->sets.old.id, SA_REQ_CR2_7_4_1A_23);
            row_act(SA_ABORT, 0, 0, SA_REQ_CR2_7_4_1A_23);
            over(x, e, 0);
            C_none(x, e, 0);
            O_none(x, e, 0);
            return true;
        }
        if (IS(F_DUE, 0x4)) { // line 127
            row_act(SA_REREGISTER, m->sets.cur.id, 0, SA_REQ_CR2_7_4_04);
            due_no(x, e, 0);
            return true;
        }
        if (true) { // line 128
            return true;
        }
        return false;
    default: return false;
    }
}
