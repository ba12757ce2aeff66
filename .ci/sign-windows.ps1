# Signs files with the certificate in $env:CERTIFICATE (base64 of a .pfx) and $env:CERTIFICATE_PASSWORD.
$ErrorActionPreference = 'Stop'
$pfx = Join-Path $env:RUNNER_TEMP 'certificate.pfx'
[IO.File]::WriteAllBytes($pfx, [Convert]::FromBase64String($env:CERTIFICATE))
try {
    $secret = ConvertTo-SecureString $env:CERTIFICATE_PASSWORD -AsPlainText -Force
    $certificate = Get-PfxCertificate -FilePath $pfx -Password $secret
    foreach ($file in $args) {
        $done = Set-AuthenticodeSignature -FilePath $file -Certificate $certificate -HashAlgorithm SHA256
        if ($done.Status -ne 'Valid') { throw "$file was not signed: $($done.StatusMessage)" }
    }
} finally {
    Remove-Item $pfx
}
