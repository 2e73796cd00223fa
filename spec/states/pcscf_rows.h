/* Made by rows from pcscf.tsv. True where a row fits: its actions, and what it does to *x. */
static bool pcscf_row(const int *v, const pcscf *m, const pcscf_event *e, pcscf *x)
{
    switch (e->kind) {
    case PCSCF_REGISTER:
        if (IS(F_ON, 0x1) && IS(F_PORT, 0x2)) { // line 16
            row_act(SA_DISCARD, 0, 0, SA_REQ_CR2_7_1_P2);
            return true;
        }
        if (IS(F_ON, 0x1) && IS(F_AUTH, 0x2)) { // line 17
            row_act(SA_DISCARD, 0, 0, SA_REQ_CR2_7_4_2A_09);
            return true;
        }
        if (IS(F_ON, 0x1) && IS(F_IMPI, 0x2)) { // line 18
            row_act(SA_REPLY, 0, 403, SA_REQ_CR2_7_4_2A_03);
            return true;
        }
        if (IS(F_ON, 0x1) && IS(F_OFFER, 0x1)) { // line 19
            row_act(SA_REPLY, 0, 421, SA_REQ_CR2_7_2_SM1_1);
            return true;
        }
        if (IS(F_ON, 0x1) && IS(F_OFFER, 0x4)) { // line 20
            row_act(SA_REPLY, 0, 400, SA_REQ_CR2_7_1_U1);
            return true;
        }
        if (IS(F_ON, 0x1) && IS(F_TAKEN, 0x2)) { // line 21
            row_act(SA_REPLY, 0, 400, SA_REQ_CR2_7_1_R3);
            return true;
        }
        if (IS(F_C, 0x6) && IS(F_ON, 0x1) && IS(F_OFFER, 0x10) && IS(F_SOURCE, 0x1)) { // line 22
            row_act(SA_REPLY, 0, 400, SA_REQ_CR2_7_1_R3);
            return true;
        }
        if (IS(F_C, 0x6) && IS(F_ON, 0x1) && IS(F_OFFER, 0x10) && IS(F_COVER, 0x1) && IS(F_SOURCE, 0x2)) { // line 23
            row_act(SA_REPLY, 0, 400, SA_REQ_CR2_7_1_R3);
            return true;
        }
        if (IS(F_O, 0x6) && IS(F_ON, 0x1) && IS(F_OFFER, 0x20) && IS(F_SOURCE, 0x1)) { // line 24
            row_act(SA_REPLY, 0, 400, SA_REQ_CR2_7_1_R3);
            return true;
        }
        if (IS(F_O, 0x6) && IS(F_ON, 0x1) && IS(F_OFFER, 0x20) && IS(F_COVER, 0x1) && IS(F_SOURCE, 0x2)) { // line 25
            row_act(SA_REPLY, 0, 400, SA_REQ_CR2_7_1_R3);
            return true;
        }
        if (IS(F_ANSWERED, 0x2) && IS(F_ON, 0x1)) { // line 26
            row_act(SA_DISCARD, 0, 0, SA_REQ_CR2_7_4_2A_15);
            return true;
        }
        if (IS(F_SM1, 0x1c) && IS(F_ON, 0x1)) { // line 27
            row_act(SA_DISCARD, 0, 0, SA_REQ_CR2_7_4_2A_15);
            return true;
        }
        if (IS(F_ON, 0x1)) { // line 28
            row_act(SA_FORWARD, 0, 0, SA_REQ_CR2_6_1_5_03);
            sm1_on(x, e);
            return true;
        }
        if (IS(F_ON, 0x2) && !IS(F_AUTH, 0x2)) { // line 29
            row_act(SA_DISCARD, m->sets.temp.id, 0, SA_REQ_CR2_7_4_2A_01);
            return true;
        }
        if (IS(F_O, 0x4) && IS(F_ON, 0x8)) { // line 30
            row_act(SA_DISCARD, m->sets.old.id, 0, SA_REQ_CR2_7_1_R4);
            return true;
        }
        if (IS(F_ON, 0xc) && IS(F_AUTH, 0x2)) { // line 31
            row_act(SA_DISCARD, e->on, 0, SA_REQ_CR2_7_4_2A_09);
            return true;
        }
        if (IS(F_C, 0x4) && IS(F_ON, 0x8)) { // line 32
            row_act(SA_DISCARD, m->sets.old.id, 0, SA_REQ_CR2_7_4_2A_18);
            return true;
        }
        if (IS(F_ON, 0xe) && IS(F_COVER, 0x2) && !IS(F_SOURCE, 0x1)) { // line 33
            row_act(SA_DISCARD, e->on, 0, SA_REQ_CR2_7_1_R4);
            return true;
        }
        if (IS(F_ON, 0xe) && IS(F_SOURCE, 0x4)) { // line 34
            row_act(SA_DISCARD, e->on, 0, SA_REQ_PAT_10);
            return true;
        }
        if (IS(F_ON, 0xe) && IS(F_VIA, 0x2)) { // line 35
            row_act(SA_REPLY, e->on, 403, SA_REQ_CR2_7_1_R2);
            return true;
        }
        if (IS(F_ON, 0xe) && IS(F_IMPI, 0x2)) { // line 36
            row_act(SA_REPLY, e->on, 403, SA_REQ_CR2_7_4_2A_03);
            return true;
        }
        if (IS(F_ON, 0x2) && !IS(F_VERIFY, 0x2)) { // line 37
            row_act(SA_REPLY, m->sets.temp.id, 494, SA_REQ_CR2_7_2_SM7_3);
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_2A_22);
            T_none(x, e);
            return true;
        }
        if (IS(F_PROFILE, 0x1) && IS(F_ON, 0x2) && IS(F_CLIENT, 0x2)) { // line 38
            row_act(SA_REPLY, m->sets.temp.id, 494, SA_REQ_CR2_7_2_SM7_4);
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_2A_22);
            T_none(x, e);
            return true;
        }
        if (IS(F_SM1, 0x2) && IS(F_ON, 0x2)) { // line 39
            row_moves(&x->sets, &e->source);
            row_act(SA_FORWARD, m->sets.temp.id, 1, SA_REQ_CR2_6_1_5_01);
            sm1_none(x, e);
            answered(x, e);
            return true;
        }
        if (IS(F_ON, 0x2)) { // line 40
            row_moves(&x->sets, &e->source);
            row_act(SA_FORWARD, m->sets.temp.id, 1, SA_REQ_CR2_6_1_5_01);
            answered(x, e);
            return true;
        }
        if (IS(F_ON, 0xc) && IS(F_VERIFY, 0xc)) { // line 41
            row_act(SA_REPLY, e->on, 494, SA_REQ_R3329_2_3_1_25);
            return true;
        }
        if (IS(F_ON, 0xc) && IS(F_OFFER, 0x4)) { // line 42
            row_act(SA_REPLY, e->on, 400, SA_REQ_CR2_7_1_U1);
            return true;
        }
        if (IS(F_PROFILE, 0x1) && IS(F_ON, 0xc) && IS(F_OFFER, 0x8)) { // line 43
            row_act(SA_REPLY, e->on, 400, SA_REQ_CR2_7_4_02);
            return true;
        }
        if (IS(F_ON, 0x4) && IS(F_OFFER, 0x10)) { // line 44
            row_act(SA_REPLY, m->sets.cur.id, 400, SA_REQ_CR2_7_4_03);
            return true;
        }
        if (IS(F_ON, 0x8) && IS(F_OFFER, 0x20)) { // line 45
            row_act(SA_REPLY, m->sets.old.id, 400, SA_REQ_CR2_7_4_03);
            return true;
        }
        if (IS(F_ON, 0xc) && !IS(F_OFFER, 0x1) && IS(F_TAKEN, 0x2)) { // line 46
            row_act(SA_REPLY, e->on, 400, SA_REQ_CR2_7_1_R3);
            return true;
        }
        if (IS(F_O, 0x6) && IS(F_ON, 0x4) && IS(F_OFFER, 0x20)) { // line 47
            row_act(SA_REPLY, m->sets.cur.id, 400, SA_REQ_CR2_7_1_R3);
            return true;
        }
        if (IS(F_ON, 0x8) && IS(F_OFFER, 0x10)) { // line 48
            row_act(SA_REPLY, m->sets.old.id, 400, SA_REQ_CR2_7_1_R3);
            return true;
        }
        if (IS(F_C, 0x2) && IS(F_O, 0x2) && IS(F_ON, 0x4)) { // line 49
            row_earlier(&x->sets.old, m->sets.old.id, after(e->now, m->times.drain), SA_REQ_CR2_7_4_2A_17);
            row_moves(&x->sets, &e->source);
            row_act(SA_FORWARD, m->sets.cur.id, 1, SA_REQ_CR2_6_1_5_02);
            sm1_on(x, e);
            used(x, e);
            return true;
        }
        if (IS(F_ON, 0x4)) { // line 50
            row_moves(&x->sets, &e->source);
            row_act(SA_FORWARD, m->sets.cur.id, 1, SA_REQ_CR2_6_1_5_02);
            sm1_on(x, e);
            used(x, e);
            return true;
        }
        if (IS(F_ON, 0x8)) { // line 51
            row_moves(&x->sets, &e->source);
            row_act(SA_FORWARD, m->sets.old.id, 0, SA_REQ_CR2_6_1_5_03);
            sm1_on(x, e);
            return true;
        }
        if (IS(F_ON, 0x10)) { // line 52
            row_act(SA_DISCARD, e->on, 0, SA_REQ_CR2_7_1_R4);
            return true;
        }
        return false;
    case PCSCF_CHALLENGE:
        if (IS(F_SM1_OFFER, 0x2) && IS(F_ANSWERS, 0x2)) { // line 53
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_2A_08);
            row_act(SA_REPLY, m->sm1.on, 421, SA_REQ_CR2_7_2_SM1_1);
            T_none(x, e);
            sm1_none(x, e);
            return true;
        }
        if (IS(F_ANSWERS, 0x2) && IS(F_COMMON, 0x2)) { // line 54
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_2A_08);
            row_act(SA_REPLY, m->sm1.on, 494, SA_REQ_CR2_7_2_SM6_2);
            T_none(x, e);
            sm1_none(x, e);
            return true;
        }
        if (IS(F_ANSWERS, 0x2) && IS(F_ANSWER, 0x6)) { // line 55
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_2A_08);
            row_act(SA_REPLY, m->sm1.on, 500, SA_REQ_CR2_7_2_SM6_1);
            T_none(x, e);
            sm1_none(x, e);
            return true;
        }
        if (IS(F_ANSWERS, 0x2) && IS(F_ANSWER, 0x8)) { // line 56
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_2A_08);
            row_act(SA_REPLY, m->sm1.on, 500, SA_REQ_CR2_7_1_04);
            T_none(x, e);
            sm1_none(x, e);
            return true;
        }
        if (IS(F_ANSWERS, 0x2) && IS(F_ANSWER, 0x800)) { // line 57
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_2A_08);
            row_act(SA_REPLY, m->sm1.on, 500, SA_REQ_CR2_7_1_P1_EQUAL);
            T_none(x, e);
            sm1_none(x, e);
            return true;
        }
        if (IS(F_ANSWERS, 0x2) && IS(F_ANSWER, 0x40)) { // line 58
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_2A_08);
            row_act(SA_REPLY, m->sm1.on, 500, SA_REQ_CR2_7_1_P1);
            T_none(x, e);
            sm1_none(x, e);
            return true;
        }
        if (IS(F_PROFILE, 0x2) && IS(F_ANSWERS, 0x2) && IS(F_ANSWER, 0x200)) { // line 59
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_2A_08);
            row_act(SA_REPLY, m->sm1.on, 500, SA_REQ_CR2_7_1_P8);
            T_none(x, e);
            sm1_none(x, e);
            return true;
        }
        if (IS(F_ANSWERS, 0x2) && IS(F_ANSWER, 0x400)) { // line 60
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_2A_08);
            row_act(SA_REPLY, m->sm1.on, 500, SA_REQ_PAT_06);
            T_none(x, e);
            sm1_none(x, e);
            return true;
        }
        if (IS(F_ANSWERS, 0x2) && IS(F_ANSWER, 0x1000)) { // line 61
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_2A_08);
            row_act(SA_REPLY, m->sm1.on, 500, SA_REQ_CR2_7_2_SM6_3);
            T_none(x, e);
            sm1_none(x, e);
            return true;
        }
        if (IS(F_C, 0x6) && IS(F_ANSWERS, 0x2) && IS(F_ANSWER, 0x10)) { // line 62
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_2A_08);
            row_act(SA_REPLY, m->sm1.on, 500, SA_REQ_CR2_7_1_05);
            T_none(x, e);
            sm1_none(x, e);
            return true;
        }
        if (IS(F_C, 0x6) && IS(F_ANSWERS, 0x2) && IS(F_ANSWER, 0x80)) { // line 63
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_2A_08);
            row_act(SA_REPLY, m->sm1.on, 500, SA_REQ_CR2_7_4_03_P);
            T_none(x, e);
            sm1_none(x, e);
            return true;
        }
        if (IS(F_C, 0x6) && IS(F_ANSWERS, 0x2) && IS(F_ANSWER, 0x200)) { // line 64
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_2A_08);
            row_act(SA_REPLY, m->sm1.on, 500, SA_REQ_CR2_7_1_P8);
            T_none(x, e);
            sm1_none(x, e);
            return true;
        }
        if (IS(F_C, 0x6) && IS(F_SM1_OFFER, 0x4) && IS(F_ANSWERS, 0x2)) { // line 65
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_2A_08);
            row_act(SA_REPLY, m->sm1.on, 500, SA_REQ_CR2_7_1_R3);
            T_none(x, e);
            sm1_none(x, e);
            return true;
        }
        if (IS(F_O, 0x6) && IS(F_ANSWERS, 0x2) && IS(F_ANSWER, 0x20)) { // line 66
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_2A_08);
            row_act(SA_REPLY, m->sm1.on, 500, SA_REQ_CR2_7_1_05);
            T_none(x, e);
            sm1_none(x, e);
            return true;
        }
        if (IS(F_O, 0x6) && IS(F_ANSWERS, 0x2) && IS(F_ANSWER, 0x100)) { // line 67
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_2A_08);
            row_act(SA_REPLY, m->sm1.on, 500, SA_REQ_CR2_7_4_03_P);
            T_none(x, e);
            sm1_none(x, e);
            return true;
        }
        if (IS(F_O, 0x6) && IS(F_SM1_OFFER, 0x8) && IS(F_ANSWERS, 0x2)) { // line 68
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_2A_08);
            row_act(SA_REPLY, m->sm1.on, 500, SA_REQ_CR2_7_1_R3);
            T_none(x, e);
            sm1_none(x, e);
            return true;
        }
        if (IS(F_ANSWERS, 0x2)) { // line 69
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_2A_08);
            row_act(SA_INSTALL, m->sets.next_id, 0, SA_REQ_CR2_7_2_SM6_3);
            row_life(&x->sets.temp, m->sets.next_id, after(e->now, m->times.reg_await_auth), SA_REQ_CR2_7_4_2A_07);
            row_act(SA_SEND, m->sm1.on, 0, SA_REQ_CR2_7_4_2A_05);
            T_new(x, e);
            sm1_none(x, e);
            return true;
        }
        if (IS(F_ANSWERED, 0x2) && IS(F_ANSWERS, 0x4)) { // line 70
            row_act(SA_REPLY, m->sets.temp.id, 403, SA_REQ_CR2_7_4_2A_20);
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_2A_22);
            T_none(x, e);
            return true;
        }
        if (true) { // line 71
            row_act(SA_DISCARD, e->on, 0, SA_REQ_CR2_7_4_2A_15);
            return true;
        }
        return false;
    case PCSCF_ACCEPTED:
        if (IS(F_ANSWERED, 0x2) && IS(F_ANSWERS, 0x4) && IS(F_SECONDS, 0x1)) { // line 72
            row_act(SA_SEND, m->sets.temp.id, 0, SA_REQ_CR2_7_4_2A_11);
            row_delete(&x->sets.cur, m->sets.cur.id, SA_REQ_CR2_7_1_R8);
            row_delete(&x->sets.old, m->sets.old.id, SA_REQ_CR2_7_1_R8);
            row_earlier(&x->sets.temp, m->sets.temp.id, after(e->now, m->times.drain), SA_REQ_CR2_7_1_R8);
            X_T(x, e);
            return true;
        }
        if (IS(F_PROFILE, 0x2) && IS(F_ANSWERED, 0x2) && IS(F_FROM, 0x2) && IS(F_ANSWERS, 0x4)) { // line 73
            row_life(&x->sets.temp, m->sets.temp.id, life_period(&m->sets, &m->times, e->now, e->seconds), SA_REQ_CR2_7_4_2A_12);
            row_act(SA_SEND, m->sets.temp.id, 0, SA_REQ_CR2_7_4_2A_11);
            row_delete(&x->sets.old, m->sets.old.id, SA_REQ_CR2_7_4_2A_16);
            row_earlier(&x->sets.cur, m->sets.cur.id, life_period(&m->sets, &m->times, e->now, e->seconds), SA_REQ_CR2_7_4_2A_12);
            O_C(x, e);
            C_T(x, e);
            return true;
        }
        if (IS(F_PROFILE, 0x2) && IS(F_ANSWERED, 0x2) && IS(F_FROM, 0x4) && IS(F_ANSWERS, 0x4)) { // line 74
            row_life(&x->sets.temp, m->sets.temp.id, life_period(&m->sets, &m->times, e->now, e->seconds), SA_REQ_CR2_7_4_2A_12);
            row_act(SA_SEND, m->sets.temp.id, 0, SA_REQ_CR2_7_4_2A_11);
            row_delete(&x->sets.cur, m->sets.cur.id, SA_REQ_CR2_7_4_2A_16);
            row_earlier(&x->sets.old, m->sets.old.id, life_period(&m->sets, &m->times, e->now, e->seconds), SA_REQ_CR2_7_4_2A_12);
            C_T(x, e);
            return true;
        }
        if (IS(F_PROFILE, 0x2) && IS(F_ANSWERED, 0x2) && IS(F_FROM, 0x8) && IS(F_ANSWERS, 0x4)) { // line 75
            row_life(&x->sets.temp, m->sets.temp.id, life_period(&m->sets, &m->times, e->now, e->seconds), SA_REQ_CR2_7_4_2A_12);
            row_act(SA_SEND, m->sets.temp.id, 0, SA_REQ_CR2_7_4_2A_11);
            row_delete(&x->sets.cur, m->sets.cur.id, SA_REQ_CR2_7_4_2A_16);
            row_delete(&x->sets.old, m->sets.old.id, SA_REQ_CR2_7_4_2A_16);
            O_none(x, e);
            C_T(x, e);
            return true;
        }
        if (IS(F_PROFILE, 0x2) && IS(F_ANSWERED, 0x2) && IS(F_ANSWERS, 0x4)) { // line 76
            row_life(&x->sets.temp, m->sets.temp.id, life_period(&m->sets, &m->times, e->now, e->seconds), SA_REQ_CR2_7_4_2A_12);
            row_act(SA_SEND, m->sets.temp.id, 0, SA_REQ_CR2_7_4_2A_11);
            row_delete(&x->sets.cur, m->sets.cur.id, SA_REQ_CR2_7_4_2A_13);
            row_delete(&x->sets.old, m->sets.old.id, SA_REQ_CR2_7_4_2A_13);
            O_none(x, e);
            C_T(x, e);
            return true;
        }
        if (IS(F_ANSWERED, 0x2) && IS(F_FROM, 0x2) && IS(F_ANSWERS, 0x4)) { // line 77
            row_life(&x->sets.temp, m->sets.temp.id, life_later(&m->sets, &m->times, e->now, e->seconds), SA_REQ_CR2_7_4_2A_12);
            row_act(SA_SEND, m->sets.temp.id, 0, SA_REQ_CR2_7_4_2A_11);
            row_delete(&x->sets.old, m->sets.old.id, SA_REQ_CR2_7_4_2A_16);
            O_C(x, e);
            C_T(x, e);
            return true;
        }
        if (IS(F_ANSWERED, 0x2) && IS(F_FROM, 0x4) && IS(F_ANSWERS, 0x4)) { // line 78
            row_life(&x->sets.temp, m->sets.temp.id, life_later(&m->sets, &m->times, e->now, e->seconds), SA_REQ_CR2_7_4_2A_12);
            row_act(SA_SEND, m->sets.temp.id, 0, SA_REQ_CR2_7_4_2A_11);
            row_delete(&x->sets.cur, m->sets.cur.id, SA_REQ_CR2_7_4_2A_16);
            C_T(x, e);
            return true;
        }
        if (IS(F_ANSWERED, 0x2) && IS(F_FROM, 0x8) && IS(F_ANSWERS, 0x4)) { // line 79
            row_life(&x->sets.temp, m->sets.temp.id, life_later(&m->sets, &m->times, e->now, e->seconds), SA_REQ_CR2_7_4_2A_12);
            row_act(SA_SEND, m->sets.temp.id, 0, SA_REQ_CR2_7_4_2A_11);
            row_delete(&x->sets.cur, m->sets.cur.id, SA_REQ_CR2_7_4_2A_16);
            row_delete(&x->sets.old, m->sets.old.id, SA_REQ_CR2_7_4_2A_16);
            O_none(x, e);
            C_T(x, e);
            return true;
        }
        if (IS(F_ANSWERED, 0x2) && IS(F_ANSWERS, 0x4)) { // line 80
            row_life(&x->sets.temp, m->sets.temp.id, life_later(&m->sets, &m->times, e->now, e->seconds), SA_REQ_CR2_7_4_2A_12);
            row_act(SA_SEND, m->sets.temp.id, 0, SA_REQ_CR2_7_4_2A_11);
            row_delete(&x->sets.cur, m->sets.cur.id, SA_REQ_CR2_7_4_2A_13);
            row_delete(&x->sets.old, m->sets.old.id, SA_REQ_CR2_7_4_2A_13);
            O_none(x, e);
            C_T(x, e);
            return true;
        }
        if (IS(F_SM1, 0xa) && IS(F_ANSWERS, 0x2)) { // line 81
            row_act(SA_REPLY, m->sm1.on, 500, SA_REQ_CR2_7_4_07);
            sm1_none(x, e);
            return true;
        }
        if (IS(F_SM1, 0x10) && IS(F_ANSWERS, 0x2) && IS(F_SECONDS, 0x1)) { // line 82
            row_act(SA_SEND, m->sets.old.id, 0, SA_REQ_CR2_7_4_2A_15);
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_1_R8);
            row_delete(&x->sets.cur, m->sets.cur.id, SA_REQ_CR2_7_1_R8);
            row_earlier(&x->sets.old, m->sets.old.id, after(e->now, m->times.drain), SA_REQ_CR2_7_1_R8);
            X_O(x, e);
            return true;
        }
        if (IS(F_ANSWERS, 0x2) && IS(F_SECONDS, 0x1)) { // line 83
            row_act(SA_SEND, m->sets.cur.id, 0, SA_REQ_CR2_7_4_2A_15);
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_1_R8);
            row_delete(&x->sets.old, m->sets.old.id, SA_REQ_CR2_7_1_R8);
            row_earlier(&x->sets.cur, m->sets.cur.id, after(e->now, m->times.drain), SA_REQ_CR2_7_1_R8);
            X_C(x, e);
            return true;
        }
        if (IS(F_PROFILE, 0x2) && IS(F_O, 0x2) && IS(F_ANSWERS, 0x2)) { // line 84
            row_life(&x->sets.cur, m->sets.cur.id, life_period(&m->sets, &m->times, e->now, e->seconds), SA_REQ_CR2_7_4_2A_23);
            row_earlier(&x->sets.old, m->sets.old.id, life_period(&m->sets, &m->times, e->now, e->seconds), SA_REQ_CR2_7_4_2A_23);
            row_act(SA_SEND, m->sm1.on, 0, SA_REQ_CR2_7_4_2A_15);
            sm1_none(x, e);
            return true;
        }
        if (IS(F_PROFILE, 0x2) && IS(F_ANSWERS, 0x2)) { // line 85
            row_life(&x->sets.cur, m->sets.cur.id, life_period(&m->sets, &m->times, e->now, e->seconds), SA_REQ_CR2_7_4_2A_23);
            row_act(SA_SEND, m->sm1.on, 0, SA_REQ_CR2_7_4_2A_15);
            sm1_none(x, e);
            return true;
        }
        if (IS(F_ANSWERS, 0x2)) { // line 86
            row_life(&x->sets.cur, m->sets.cur.id, life_later(&m->sets, &m->times, e->now, e->seconds), SA_REQ_CR2_7_4_2A_23);
            row_act(SA_SEND, m->sm1.on, 0, SA_REQ_CR2_7_4_2A_15);
            sm1_none(x, e);
            return true;
        }
        if (true) { // line 87
            row_act(SA_DISCARD, e->on, 0, SA_REQ_CR2_7_4_2A_15);
            return true;
        }
        return false;
    case PCSCF_REJECTED:
        if (IS(F_ANSWERED, 0x2) && IS(F_ANSWERS, 0x4)) { // line 88
            row_act(SA_SEND, m->sets.temp.id, 0, SA_REQ_CR2_7_4_2A_20);
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_2A_22);
            T_none(x, e);
            return true;
        }
        if (IS(F_SM1, 0x2) && IS(F_FROM, 0x1) && IS(F_SM1_AUTH, 0x2) && IS(F_ANSWERED, 0x1) && IS(F_ANSWERS, 0x2)) { // line 89
            row_act(SA_SEND, 0, 0, SA_REQ_CR2_7_4_2A_19);
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_2A_22);
            T_none(x, e);
            sm1_none(x, e);
            return true;
        }
        if (IS(F_SM1, 0x2) && IS(F_ANSWERS, 0x2)) { // line 90
            row_act(SA_SEND, 0, 0, SA_REQ_CR2_7_4_2A_19);
            sm1_none(x, e);
            return true;
        }
        if (IS(F_SM1, 0x4) && IS(F_FROM, 0x2) && IS(F_SM1_AUTH, 0x2) && IS(F_ANSWERED, 0x1) && IS(F_ANSWERS, 0x2)) { // line 91
            row_act(SA_SEND, m->sm1.on, 0, SA_REQ_CR2_7_4_2A_21);
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_2A_22);
            T_none(x, e);
            sm1_none(x, e);
            return true;
        }
        if (IS(F_SM1, 0x18) && IS(F_FROM, 0x4) && IS(F_SM1_AUTH, 0x2) && IS(F_ANSWERED, 0x1) && IS(F_ANSWERS, 0x2)) { // line 92
            row_act(SA_SEND, m->sm1.on, 0, SA_REQ_CR2_7_4_2A_21);
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_2A_22);
            T_none(x, e);
            sm1_none(x, e);
            return true;
        }
        if (IS(F_ANSWERS, 0x2)) { // line 93
            row_act(SA_SEND, m->sm1.on, 0, SA_REQ_CR2_7_4_2A_21);
            sm1_none(x, e);
            return true;
        }
        if (true) { // line 94
            row_act(SA_DISCARD, e->on, 0, SA_REQ_CR2_7_4_2A_15);
            return true;
        }
        return false;
    case PCSCF_INSTALL_FAILED:
        if (IS(F_ANSWERED, 0x1) && IS(F_FROM, 0x8) && IS(F_ON, 0x2)) { // line 95
            row_act(SA_DISCARD, m->temp_on, 0, SA_REQ_CR2_7_4_2A_15);
            T_none(x, e);
            return true;
        }
        if (IS(F_ANSWERED, 0x1) && IS(F_ON, 0x2)) { // line 96
            row_act(SA_REPLY, m->temp_on, 500, SA_REQ_CR2_7_2_SM6_3);
            T_none(x, e);
            return true;
        }
        if (true) { // line 97
            row_act(SA_DISCARD, e->on, 0, SA_REQ_CR2_7_4_09);
            return true;
        }
        return false;
    case PCSCF_MESSAGE:
        if (IS(F_ON, 0x1) && IS(F_PORT, 0x2)) { // line 98
            row_act(SA_DISCARD, 0, 0, SA_REQ_CR2_7_1_P2);
            return true;
        }
        if (IS(F_ON, 0x1)) { // line 99
            row_act(SA_DISCARD, 0, 0, SA_REQ_CR2_7_1_3);
            return true;
        }
        if (IS(F_ON, 0x2)) { // line 100
            row_act(SA_DISCARD, m->sets.temp.id, 0, SA_REQ_CR2_7_4_2A_01);
            return true;
        }
        if (IS(F_ON, 0x10)) { // line 101
            row_act(SA_DISCARD, e->on, 0, SA_REQ_CR2_7_1_R4);
            return true;
        }
        if (IS(F_O, 0x4) && IS(F_ON, 0x8)) { // line 102
            row_act(SA_DISCARD, m->sets.old.id, 0, SA_REQ_CR2_7_1_R4);
            return true;
        }
        if (IS(F_COVER, 0x2) && !IS(F_SOURCE, 0x1)) { // line 103
            row_act(SA_DISCARD, e->on, 0, SA_REQ_CR2_7_1_R4);
            return true;
        }
        if (IS(F_SOURCE, 0x4)) { // line 104
            row_act(SA_DISCARD, e->on, 0, SA_REQ_PAT_10);
            return true;
        }
        if (IS(F_IMPU, 0x2)) { // line 105
            row_act(SA_DISCARD, e->on, 0, SA_REQ_CR2_7_1_R4A);
            return true;
        }
        if (IS(F_IS, 0x4)) { // line 106
            row_act(SA_DISCARD, e->on, 0, SA_REQ_CR2_7_4_2A_15);
            return true;
        }
        if (IS(F_IS, 0x1) && IS(F_VERIFY, 0xc)) { // line 107
            row_act(SA_REPLY, e->on, 494, SA_REQ_R3329_2_3_1_25);
            return true;
        }
        if (IS(F_C, 0x2) && IS(F_O, 0x2) && IS(F_ON, 0x4) && IS(F_IS, 0x1) && IS(F_VIA, 0x1)) { // line 108
            row_earlier(&x->sets.old, m->sets.old.id, after(e->now, m->times.drain), SA_REQ_CR2_7_4_2A_17);
            row_moves(&x->sets, &e->source);
            row_act(SA_DELIVER, m->sets.cur.id, 0, SA_REQ_CR2_7_1_R4);
            used(x, e);
            return true;
        }
        if (IS(F_C, 0x2) && IS(F_O, 0x2) && IS(F_ON, 0x4)) { // line 109
            row_earlier(&x->sets.old, m->sets.old.id, after(e->now, m->times.drain), SA_REQ_CR2_7_4_2A_17);
            row_act(SA_DELIVER, m->sets.cur.id, 0, SA_REQ_CR2_7_1_R4);
            used(x, e);
            return true;
        }
        if (IS(F_ON, 0x4) && IS(F_IS, 0x1) && IS(F_VIA, 0x1)) { // line 110
            row_moves(&x->sets, &e->source);
            row_act(SA_DELIVER, m->sets.cur.id, 0, SA_REQ_CR2_7_1_R4);
            used(x, e);
            return true;
        }
        if (IS(F_ON, 0x4)) { // line 111
            row_act(SA_DELIVER, m->sets.cur.id, 0, SA_REQ_CR2_7_1_R4);
            used(x, e);
            return true;
        }
        if (IS(F_ON, 0x8) && IS(F_IS, 0x1) && IS(F_VIA, 0x1)) { // line 112
            row_moves(&x->sets, &e->source);
            row_act(SA_DELIVER, m->sets.old.id, 0, SA_REQ_CR2_7_1_R4);
            return true;
        }
        if (IS(F_ON, 0x8)) { // line 113
            row_act(SA_DELIVER, m->sets.old.id, 0, SA_REQ_CR2_7_1_R4);
            return true;
        }
        return false;
    case PCSCF_SEND:
        if (IS(F_C, 0x1) && IS(F_IS, 0x1)) { // line 114
            row_act(SA_DISCARD, 0, 0, SA_REQ_CR2_6_3_01);
            return true;
        }
        if (IS(F_C, 0x2) && IS(F_O, 0x2) && IS(F_IS, 0x1)) { // line 115
            row_act(SA_SEND, m->sets.old.id, 0, SA_REQ_CR2_7_4_2A_10);
            return true;
        }
        if (IS(F_IS, 0x1)) { // line 116
            row_act(SA_SEND, m->sets.cur.id, 0, SA_REQ_CR2_7_4_2A_18);
            return true;
        }
        if (IS(F_ON, 0x1)) { // line 117
            row_act(SA_DISCARD, 0, 0, SA_REQ_CR2_6_3_01);
            return true;
        }
        if (IS(F_ON, 0x2)) { // line 118
            row_act(SA_DISCARD, m->sets.temp.id, 0, SA_REQ_CR2_7_4_2A_01);
            return true;
        }
        if (IS(F_ON, 0xc)) { // line 119
            row_act(SA_SEND, e->on, 0, SA_REQ_CR2_7_4_2A_15);
            return true;
        }
        if (IS(F_ON, 0x10)) { // line 120
            row_act(SA_DISCARD, e->on, 0, SA_REQ_CR2_7_4_2A_15);
            return true;
        }
        return false;
    case PCSCF_REAUTHENTICATE:
        if (IS(F_C, 0x1)) { // line 121
            return true;
        }
        if (IS(F_O, 0x2)) { // line 122
            row_earlier(&x->sets.cur, m->sets.cur.id, after(e->now, e->seconds * UINT64_C(1000)), SA_REQ_CR2_6_1_4_03);
            row_earlier(&x->sets.old, m->sets.old.id, after(e->now, e->seconds * UINT64_C(1000)), SA_REQ_CR2_6_1_4_03);
            return true;
        }
        if (true) { // line 123
            row_earlier(&x->sets.cur, m->sets.cur.id, after(e->now, e->seconds * UINT64_C(1000)), SA_REQ_CR2_6_1_4_03);
            return true;
        }
        return false;
    case PCSCF_DEREGISTERED:
        if (IS(F_C, 0x1)) { // line 124
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_1_R8);
            T_none(x, e);
            sm1_none(x, e);
            return true;
        }
        if (true) { // line 125
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_1_R8);
            row_delete(&x->sets.old, m->sets.old.id, SA_REQ_CR2_7_1_R8);
            row_earlier(&x->sets.cur, m->sets.cur.id, after(e->now, m->times.drain), SA_REQ_CR2_7_1_R8);
            X_C(x, e);
            return true;
        }
        return false;
    case PCSCF_TICK:
        if (IS(F_OVER, 0x2)) { // line 126
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_2A_24);
            T_none(x, e);
            return true;
        }
        if (IS(F_OVER, 0x10)) { // line 127
            row_delete(&x->sets.old, m->sets.old.id, SA_REQ_CR2_7_4_2A_24);
            O_none(x, e);
            return true;
        }
        if (IS(F_OVER, 0x20)) { // line 128
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_2A_24);
            row_delete(&x->sets.old, m->sets.old.id, SA_REQ_CR2_7_4_2A_24);
            T_none(x, e);
            O_none(x, e);
            return true;
        }
        if (IS(F_OVER, 0x4)) { // line 129
            row_delete(&x->sets.cur, m->sets.cur.id, SA_REQ_CR2_7_4_2A_24);
            C_none(x, e);
            return true;
        }
        if (IS(F_OVER, 0x40)) { // line 130
            row_delete(&x->sets.cur, m->sets.cur.id, SA_REQ_CR2_7_4_2A_24);
            row_delete(&x->sets.old, m->sets.old.id, SA_REQ_CR2_7_4_2A_24);
            C_none(x, e);
            O_none(x, e);
            return true;
        }
        if (IS(F_OVER, 0x8)) { // line 131
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_2A_24);
            row_delete(&x->sets.cur, m->sets.cur.id, SA_REQ_CR2_7_4_2A_24);
            T_none(x, e);
            C_none(x, e);
            return true;
        }
        if (IS(F_OVER, 0x80)) { // line 132
            row_delete(&x->sets.temp, m->sets.temp.id, SA_REQ_CR2_7_4_2A_24);
            row_delete(&x->sets.cur, m->sets.cur.id, SA_REQ_CR2_7_4_2A_24);
            row_delete(&x->sets.old, m->sets.old.id, SA_REQ_CR2_7_4_2A_24);
            T_none(x, e);
            C_none(x, e);
            O_none(x, e);
            return true;
        }
        if (true) { // line 133
            return true;
        }
        return false;
    default: return false;
    }
}
