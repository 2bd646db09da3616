import { render } from 'preact';
import { load } from './data';
import { ReplayPage } from './parts/ReplayPage';
import { ReportPage } from './parts/ReportPage';
import './style.css';
import { savedTheme, setTheme } from './theme';

setTheme(savedTheme());
const data = load();
document.title = `${data.title || 'Tidepool'} – Tidepool`;
render(
  data.kind === 'report' ? <ReportPage report={data} /> : <ReplayPage replay={data} />,
  document.getElementById('app')!,
);
