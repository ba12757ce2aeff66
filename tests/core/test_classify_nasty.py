"""Texts that sound like something else: whose address is meant, what is missing, which sentence decides."""

import pytest

from listcleaner.core.bounces.classify import classify

DEAD = [
    # advice after the verdict, and words in links, change nothing
    "550 5.1.1 No such user. Please do not send spam to us.",
    "550 5.1.1 Unknown user - questions about abuse: https://example.net/abuse/blocked",
    "550 no such user, see http://www.example.net/spam/policy.html",
    # people who are not known, in the words of people
    "550 we don't know that person",
    "550 nobody of this name works here",
    "550 The employee is no longer with the company",
    "550 account suspended",
    "550 Die E-Mail-Adresse existiert auf diesem Server nicht",
    "550 Diesen Empfänger gibt es nicht",
    "550 Nous ne connaissons pas ce destinataire",
    "550 El usuario no está registrado aquí",
    "550 Non conosciamo questo utente",
    "550 Nie znamy takiego adresata",
    "550 該收件人未在本系統註冊",
    "550 등록되어 있지 않은 이메일입니다",
    "521 example.net does not accept mail",
    # the innermost answer decides
    "450 4.1.1 <ann@example.com>: Recipient address rejected: unverified address: host mx.example.net said: 550 no such user",
    "451 4.3.0 lookup deferred; host mx.example.net replied: 550 5.1.1 user unknown",
    # the final answer decides, not that of an earlier try or of a backup server
    "550 5.1.1 User unknown (earlier: 450 4.2.0 Greylisted)",
    "first attempt: 450 4.7.1 greylisted, then 550 5.1.1 user unknown",
    "backup server said: 451 4.3.0 busy; primary server: 550 no such user here",
    # one code says for now, the other for good: clear words decide
    "550 4.2.1 mailbox not found",
    "550 4.1.1 no such local user",
    # in the words of any administrator
    "550 there's nobody called bob here",
    "550 this user is not on our system",
    "550 no such e-mail address",
    "550 I have never heard of bob",
    "550 the addressee does not appear in our directory",
    "550 mail address is administratively disabled",
    "550 bob is no longer on staff",
    # what is final beats what was for a while, plain words beat a service's tag
    "550 mailbox retired; it was temporarily locked",
    "550 RP:RCL User not found",
    "550 the account is missing from our directory",
    "550 that is not a recognised address here",
    "550 expired domain",
    "550 we don't have any user called bob",
    "550 Diese Adresse ist nicht vergeben",
    # given up for good, in the words of several languages
    "550 5.7.1 Your access to submit messages to this e-mail system was rejected: no such mailbox",
    "550 ann@example.com was discontinued",
    "550 Das Benutzerkonto wurde endgültig entfernt",
    "550 Frau Muster ist aus dem Unternehmen ausgeschieden",
    "550 Messaggio non recapitato: account rimosso",
    "550 La casella di ann@example.com è stata soppressa",
    "550 Konto ann@example.com zostało skasowane",
    "550 Mensagem rejeitada: conta excluída",
    "550 Zielpostfach existiert nicht",
    "550 nie ma takiej skrzynki",
    "550 não há tal conta",
    "550 rejected (ann@example.com:cuda_nsu)",
    "4.0.0 DNS Error: 1234567 DNS type 'a' lookup of example.com responded with code NXDOMAIN",
]
NOT_DEAD = [
    # the account, address or domain is ours
    "550 your mailbox does not exist",
    "550 Su cuenta no existe",
    "550 Il tuo account non esiste",
    "550 Uw account bestaat niet",
    "550 Ihr Benutzerkonto existiert nicht",
    "550 あなたのアカウントは存在しません",
    "550 the address you are sending from does not exist",
    "550 the user sending this message is suspended",
    "535 user not found",
    "530 no such account here",
    "550 unknown domain in HELO",
    # they do not know us
    "550 recipient accepts no mail from unknown senders",
    "550 El destinatario no acepta correo de remitentes desconocidos",
    "550 收件人不接收未知发件人的邮件",
    # something else is missing, closed or expired
    "550 template not found",
    "550 certificate does not exist",
    "550 the rule for this mailbox does not exist",
    "550 password of the user has expired",
    "550 mailbox closed for maintenance",
    "550 mailbox invalid because it is full",
    "550 the recipient has turned off mail from outside",
    "550 No gateway address",
    "550 連接的伺服器地址錯誤",
    # a server or a right is missing, not a user
    "550 宛先サーバが応答していません",
    "550 受信者がメールを受け付けておりません",
    "사용자에게 메일을 보낼 수 없습니다",
    # a code that says dead beside words that say why not
    "550 5.1.1 sender not authorised",
    "550 5.1.1 looks spammy",
    "550 5.2.1 AOL will not accept this message",
    "552 mailbox unavailable",
    "550 5.1.1 the message looks suspicious",
    "550 5.1.1 recipient rejected due to recipient preferences",
    "550 verification of the sender failed: no such user",
    "550 5.1.2 example.net in the text was found in multi.surbl.org",
    "550 5.1.2 your domain has no MX",
    "550 La sua casella è disabilitata",
    "550 Twoje konto zostało zablokowane",
    "550 envelope sender is not known here",
    "550 you are not a registered user of this service",
    "550 5.7.1 message from unknown domain rejected",
    "550 the server is not listed in the SPF record of the domain",
    "550 this key is no longer in use",
    "550 invalid recipient count",
    "550 DNS server for domain not found, retry",
    "550 no longer accepting mail from your network",
    "550 trial account expired",
    "450 4.2.0 Greylisted; earlier attempt: 550 5.1.1 user unknown",
    "450 5.1.6 moved temporarily",
    "550 sender verify failed: host mx.example.org said: 550 user unknown",
    "550 Le destinataire a bloqué cet expéditeur",
    "550 Adresse d'expéditeur inexistante",
    "550 La dirección del remitente no existe",
    "550 Adres nadawcy nie istnieje",
    "550 Адрес отправителя не существует",
    "550 発信者のドメインが存在しません",
    # a message, a service or an entry in a list is removed, not the mailbox named beside it
    "550 Your message to ann@example.com has been deleted",
    "550 Il messaggio a ann@example.com è stato rimosso",
    "550 Messaggio per la casella bob@example.net rimosso dalla coda dopo cinque giorni",
    "550 Account: allegato infetto rimosso",
    "550 L'utente ha rimosso l'autorizzazione al mittente",
    "550 Odbiorca nie przyjął, wiadomość została usunięta",
    "552 Konto pełne, wiadomość skasowana",
    "550 Nachricht an das Postfach wurde gelöscht",
    "550 Empfängeradresse konnte nicht aufgelöst werden",
    "550 Mensagem para o destinatário foi excluída",
    "550 Message delivery to ann@example.com was discontinued",
    "554 Relaying for unauthenticated users was discontinued",
    "550 The client's IP address has been removed from the whitelist",
    "550 ann@example.com was removed from the mailing list",
    "550 Das Konto des Absenders wurde entfernt",
    "550 Brak takiej skrzynki nadawcy",
    "550 Your mailbox has been dissolved",
    "550 Access from address bob@example.com rejected: no such user",
    "550 Relay access denied: no such user",
    "552 Zielpostfach voll",
    "550 rejected (ann@example.com:cuda_bl)",
    "DNS Error: DNS type 'mx' lookup of example.com timed out: domain name not found",
    "550 HELO: DNS type 'a' lookup of mail.example.net responded with code SERVFAIL",
    "550 Sending domain: DNS type 'mx' lookup of example.com responded with code NXDOMAIN",
    # sendmail closes with "User unknown" whatever the other server said
    "<<< 550 5.7.0 flibber\n550 5.1.1 <ann@example.com>... User unknown",
]


@pytest.mark.parametrize("text", DEAD)
def test_what_stands_beside_a_dead_address_does_not_save_it(text: str) -> None:
    assert classify(text).category == "hard"


@pytest.mark.parametrize("text", NOT_DEAD)
def test_what_only_sounds_dead_is_not_hard(text: str) -> None:
    assert classify(text).category != "hard"


OURS = {
    "Your account, the sender, your domain, HELO name": "is unknown, was removed, could not be located, is disabled",
    "Der Absender, Ihr Konto, Ihre Domain": "ist unbekannt, wurde nicht gefunden, gibt es nicht, wurde gelöscht",
    "L'expéditeur, Votre compte, Votre domaine": "est inconnu, n'a pas été trouvé, a été supprimé",
    "El remitente, Su cuenta, Su dominio": "no existe, no fue encontrado, ha sido eliminado",
    "Il mittente, Il suo account, Il tuo dominio": "non esiste, non è stato trovato, è stato eliminato",
    "Отправитель, Ваш аккаунт, Ваш домен": "не существует, не найден, был удален",
    "发件人, 您的帐号, 您的域名": "不存在, 未找到, 已注销",
    "送信者, お客様のアカウント": "が存在しません, は削除されました",
}


@pytest.mark.parametrize(("subjects", "predicates"), OURS.items())
def test_what_is_said_of_us_is_never_said_of_the_recipient(subjects: str, predicates: str) -> None:
    texts = [
        f"550 {subject} {predicate}"
        for subject in subjects.split(", ")
        for predicate in predicates.split(", ")
    ]
    assert [text for text in texts if classify(text).category == "hard"] == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("554 refused, see https://www.spamhaus.org/query", "reputation"),
        ("550 account suspended, contact the owner", "mailbox_disabled"),
        ("550 hourly quota for sender ann@example.org exceeded", "sender_limit"),
        ("554 a loop was found", "routing_loop"),
        ("552 messages larger than 10 MB are not accepted", "message_too_large"),
        ("550 5.1.1 recipient rejected (quota)", "mailbox_full"),
        ("550 5.7.509 mailbox 104% full", "mailbox_full"),
        ("552 the user exceeded his disk space limit", "mailbox_full"),
        ("550 5.7.1 Relaying denied, authentication required", "relay_denied"),
        ("550 5.5.4 sender address must contain a domain", "sender_invalid"),
        ("queued for 5 days, message expired; connection refused", "expired"),
        ("554 您今天的发信量已超过限制", "sender_limit"),
        ("451 4.7.1 temporarily deferred: suspected spam", "spam_content"),
        ("521 example.net does not accept mail", "no_mail_service"),
        ("556 5.1.10 example.net has a null MX", "null_mx"),
        # the same refusals elsewhere
        ("554 Mensaje rechazado: contenido spam", "spam_content"),
        ("550 Messaggio respinto, contenuto indesiderato", "spam_content"),
        ("550 Wiadomość została odrzucona: podejrzenie spamu", "spam_content"),
        ("550 Fallo de SPF: remitente no autorizado", "auth_fail"),
        ("550 Le contrôle SPF a échoué", "auth_fail"),
        ("550 Mensagem recusada pelas regras do servidor", "policy"),
        ("554 O seu IP está numa lista negra", "reputation"),
        ("550 Wiadomość zawiera wirusa", "content_error"),
        ("550 Pièce jointe interdite", "content_error"),
        ("550 O reencaminhamento (relay) não é permitido", "relay_denied"),
        ("Ha superado el límite diario de envíos", "sender_limit"),
        ("552 Onvoldoende ruimte in het postvak", "mailbox_full"),
        ("550 O domínio remetente não possui SPF", "auth_fail"),
        ("550 收件人不存在或已被删除", "invalid_mailbox"),
        ("451 Errore temporaneo del server", "system_unavailable"),
    ],
)
def test_the_reason_is_what_the_words_name(text: str, reason: str) -> None:
    assert classify(text).reason == reason


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("#4.4.1 no connection. I'm not going to try again.", "soft"),
        ("451 4.3.2 busy, and the sending server has stopped trying", "soft"),
        ("4.4.1 no answer from host", "deferred"),
        ("connection timed out; delivery attempts will continue", "deferred"),
        ("554 busy, your mail has not been delivered", "soft"),
    ],
)
def test_the_text_says_whether_the_server_goes_on_trying(text: str, category: str) -> None:
    assert classify(text).category == category


def test_a_full_mailbox_is_more_than_a_policy() -> None:
    assert classify("550 5.7.1 refused for policy reasons: over the mailbox limit").reason == "mailbox_full"
